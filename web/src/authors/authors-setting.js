// SPDX-License-Identifier: Apache-2.0

import { load, save } from "../settings/storage.js"
import { Signal } from "../signal.js"

/** @typedef {"off" | "on"} AuthorsShown whether the text shows who wrote what */

const storageKey = "encrier.authors"

/** @type {Signal<AuthorsShown>} */
export const authorsShown = new Signal(load(storageKey) === "on" ? "on" : "off")

/** @param {AuthorsShown} chosen */
export function switchAuthors(chosen) {
  save(storageKey, chosen)
  authorsShown.value = chosen
}
