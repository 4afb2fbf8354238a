// SPDX-License-Identifier: Apache-2.0
// One place in each tab for undo's steps: only the pad that was written in last can be gone back in.

import { tabStorage } from "../settings/storage.js"

/**
 * The steps of one page load, and whose they are.
 *
 * @typedef {object} KeptUndo
 * @property {string} pad
 * @property {string} epoch of the history they belong to
 * @property {string} who the identity under which they were done
 * @property {string} name of the person, as they gave it
 * @property {string} tab the random name of the page load
 * @property {import("./undo-steps.js").KeptSteps} steps
 * @property {number} erasures how often passages had been taken out of the pad by then
 */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} TabStorage */

const storageKey = "encrier.undo"

/** @param {TabStorage} [storage] @returns {KeptUndo | null} */
export function keptUndo(storage = tabStorage) {
  try {
    return JSON.parse(storage.getItem(storageKey) ?? "null")
  } catch {
    return null
  }
}

/** @param {KeptUndo} kept @param {TabStorage} [storage] */
export function keepUndo(kept, storage = tabStorage) {
  try {
    storage.setItem(storageKey, JSON.stringify(kept))
  } catch {
    // Half of the steps is not what the person did: none are kept.
    forgetUndo(storage)
  }
}

/** Nobody takes up what was done in this tab before: it is another person's, or another pad's. */
export function forgetUndo(storage = tabStorage) {
  try {
    storage.removeItem(storageKey)
  } catch {
    // What cannot be removed cannot be read either.
  }
}
