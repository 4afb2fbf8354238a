// SPDX-License-Identifier: Apache-2.0

import { toldIn } from "../offline/identity.js"
import { load, save } from "./storage.js"

const guestsKey = "encrier.recent"

/** Each member has a list of their own in a browser that several people use. */
function keyOf(/** @type {string} */ cookies) {
  const { who, guests } = toldIn(cookies)
  return guests === null ? guestsKey : `${guestsKey}.${who}`
}

/** A page that stays open when its person signs out is still theirs. */
let storageKey = keyOf(document.cookie)
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

/**
 * Goes on with the list of the member who has just signed in, behind what the browser had before.
 *
 * @param {RecentPad[]} pads
 */
export function adoptPads(pads) {
  storageKey = keyOf(document.cookie)
  for (const pad of [...pads].reverse()) rememberPad(pad)
  if (pads.length > 0) save(guestsKey, "[]")
}

/** @param {string} name */
const others = (name) => recentPads().filter((pad) => pad.name !== name)

/** @param {unknown} value @returns {value is RecentPad} */
function isRecentPad(value) {
  if (typeof value !== "object" || value === null) return false
  const { name, title, openedAt } = /** @type {Record<string, unknown>} */ (value)
  return typeof name === "string" && typeof title === "string" && typeof openedAt === "number"
}
