// SPDX-License-Identifier: Apache-2.0

import { load, save } from "./storage.js"

const storageKey = "encrier.recent"
const maximumCount = 30

/**
 * A pad that this browser has opened.
 *
 * @typedef {object} RecentPad
 * @property {string} name as in its address
 * @property {string} title
 * @property {number} openedAt milliseconds since 1970
 */

/** @returns {RecentPad[]} the latest first */
export function recentPads() {
  try {
    const stored = JSON.parse(load(storageKey) ?? "[]")
    return Array.isArray(stored) ? stored.filter(isRecentPad) : []
  } catch {
    return []
  }
}

/** @param {RecentPad} pad goes to the top */
export function rememberPad(pad) {
  save(storageKey, JSON.stringify([pad, ...others(pad.name)].slice(0, maximumCount)))
}

/** @param {string} name */
export function forgetPad(name) {
  save(storageKey, JSON.stringify(others(name)))
}

/** @param {string} name */
const others = (name) => recentPads().filter((pad) => pad.name !== name)

/** @param {unknown} value @returns {value is RecentPad} */
function isRecentPad(value) {
  if (typeof value !== "object" || value === null) return false
  const { name, title, openedAt } = /** @type {Record<string, unknown>} */ (value)
  return typeof name === "string" && typeof title === "string" && typeof openedAt === "number"
}
