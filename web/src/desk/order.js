// SPDX-License-Identifier: Apache-2.0

import { tabStorage } from "../settings/storage.js"

const key = "encrier.desk"

/**
 * Remembers in which order the desk shows pads, for this tab.
 *
 * @param {string[]} names
 */
export function rememberOrder(names) {
  try {
    tabStorage.setItem(key, JSON.stringify(names))
  } catch {
    // Then one goes back to the desk between two of them.
  }
}

/**
 * Where a pad stands on the desk it was opened from.
 *
 * @param {string} padName
 * @returns {{next: string | null} | null} null for one that was not opened from there
 */
export function placeOnDesk(padName) {
  try {
    const names = JSON.parse(tabStorage.getItem(key) ?? "[]")
    if (!Array.isArray(names)) return null
    const index = names.indexOf(padName)
    const next = names[index + 1]
    return index < 0 ? null : { next: typeof next === "string" ? next : null }
  } catch {
    return null
  }
}
