// SPDX-License-Identifier: Apache-2.0

import { PadHistory } from "../history/pad-history.js"
import { request } from "../requests.js"
import { lastVisit } from "./last-visit.js"

/** So many pads are looked at, one after the other. */
const maximumCount = 12

/**
 * Which pads others have written in since this person saw them last.
 *
 * @param {string[]} pads by name, the most important first
 * @param {(pad: string) => void} found
 */
export async function findUnread(pads, found) {
  for (const pad of pads.filter((pad) => lastVisit(pad) !== null).slice(0, maximumCount)) {
    if (await isUnread(pad)) found(pad)
  }
}

/** @param {string} pad */
async function isUnread(pad) {
  const visit = lastVisit(pad)
  const response = visit === null ? null : await request("GET", `/api/v1/pads/${encodeURIComponent(pad)}`)
  if (visit === null || response === null) return false
  if (Date.parse((await response.json()).updated) <= Date.parse(visit.time)) return false
  const { done } = await new PadHistory(pad).steps(visit.sequence, 100)
  if (done === null) return false
  const mine = new Set(done.persons.filter(({ mine }) => mine === true).map(({ id }) => id))
  return done.steps.some(({ person }) => !mine.has(person))
}
