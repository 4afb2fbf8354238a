// SPDX-License-Identifier: Apache-2.0
// localStorage that may be refused (private windows, full disk): then nothing is remembered.

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
