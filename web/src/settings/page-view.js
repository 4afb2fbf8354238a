// SPDX-License-Identifier: Apache-2.0

import { Signal } from "../signal.js"
import { load, save } from "./storage.js"

/** @typedef {"page" | "markdown"} PageView the live page, or plain Markdown */

const storageKey = "encrier.view"

/** @type {Signal<PageView>} */
export const pageView = new Signal(load(storageKey) === "markdown" ? "markdown" : "page")

/** @param {PageView} chosen */
export function switchPageView(chosen) {
  save(storageKey, chosen)
  pageView.value = chosen
}
