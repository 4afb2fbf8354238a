// SPDX-License-Identifier: Apache-2.0
// localStorage that may be refused (private windows, full disk): then nothing is remembered.

/** What the tab keeps over a reload; whoever asks must expect a refusal. */
export const tabStorage = {
  getItem: (/** @type {string} */ key) => sessionStorage.getItem(key),
  setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
    sessionStorage.setItem(key, value),
  removeItem: (/** @type {string} */ key) => sessionStorage.removeItem(key),
}

/** @param {string} key */
export function load(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** @param {string} key @param {string} value */
export function save(key, value) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Remembering is a comfort; the page works without.
  }
}

/** @param {string} key */
export function remove(key) {
  try {
    localStorage.removeItem(key)
  } catch {
    // What cannot be written cannot be read either.
  }
}
