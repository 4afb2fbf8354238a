// SPDX-License-Identifier: Apache-2.0

import { toldIn } from "../offline/identity.js"
import { load, remove, save } from "../settings/storage.js"

/** @typedef {{sequence: number, time: string}} Visit what the person had seen of a pad, and when it was written */

const maximumCount = 60

/** Several people may use a browser; a page that stays open when its person signs out is still theirs. */
const storageKey = `encrier.seen.${toldIn(document.cookie).who}`

/** @returns {Record<string, Visit>} by the pad's name, the latest last */
function visits() {
  try {
    const stored = JSON.parse(load(storageKey) ?? "{}")
    return typeof stored === "object" && stored !== null && !Array.isArray(stored) ? stored : {}
  } catch {
    return {}
  }
}

/** @param {string} pad @returns {Visit | null} */
export function lastVisit(pad) {
  const all = visits()
  const visit = Object.hasOwn(all, pad) ? all[pad] : undefined
  return Number.isSafeInteger(visit?.sequence) && typeof visit?.time === "string" ? visit : null
}

/** @param {string} pad @param {import("../history/pad-history.js").Moment} seen */
export function rememberVisit(pad, { sequence, time }) {
  if (time === undefined) return
  const { [pad]: _, ...others } = visits()
  save(storageKey, JSON.stringify(Object.fromEntries(
    [...Object.entries(others), [pad, { sequence, time }]].slice(-maximumCount))))
}

/** @param {string} pad */
export function forgetVisit(pad) {
  const { [pad]: _, ...others } = visits()
  save(storageKey, JSON.stringify(others))
}

/** Forgets all visits of this person. */
export const forgetVisits = () => remove(storageKey)
