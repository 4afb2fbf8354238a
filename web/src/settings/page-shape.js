// SPDX-License-Identifier: Apache-2.0

import { Signal } from "../signal.js"
import { load, save } from "./storage.js"

/** @typedef {"page" | "full"} PageWidth */
/** @typedef {"off" | "on"} FocusMode only the paragraph one writes in stands out */

const widthKey = "encrier.width"

/** @type {Signal<PageWidth>} */
export const pageWidth = new Signal(load(widthKey) === "full" ? "full" : "page")

/** @type {Signal<FocusMode>} not remembered: one begins to concentrate anew each time */
export const focusMode = new Signal(/** @type {FocusMode} */ ("off"))

/** @param {PageWidth} chosen */
export function switchPageWidth(chosen) {
  save(widthKey, chosen)
  pageWidth.value = chosen
}

/** @param {FocusMode} chosen */
export function switchFocusMode(chosen) {
  focusMode.value = chosen
}

/** Puts both on the page, where the style sheets read them. */
export function keepShaped() {
  pageWidth.subscribe((width) => document.body.classList.toggle("is-full-width", width === "full"))
  focusMode.subscribe((mode) => document.body.classList.toggle("is-focused", mode === "on"))
}
