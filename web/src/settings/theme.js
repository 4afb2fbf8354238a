// SPDX-License-Identifier: Apache-2.0

import { Signal } from "../signal.js"
import { load, save } from "./storage.js"

/** @typedef {"auto" | "light" | "dark"} Theme */

export const themeStorageKey = "encrier.theme"

/** @type {Signal<Theme>} */
export const theme = new Signal(storedTheme())

/** @param {Theme} chosen */
export function switchTheme(chosen) {
  save(themeStorageKey, chosen)
  theme.value = chosen
}

/** Puts the theme on the document, where the style sheets read it. */
export function keepThemed() {
  theme.subscribe((current) => applyTheme(current))
}

/** @param {Theme} current */
export function applyTheme(current) {
  if (current === "auto") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = current
}

/** @returns {Theme} */
export function storedTheme() {
  const stored = load(themeStorageKey)
  return stored === "light" || stored === "dark" ? stored : "auto"
}
