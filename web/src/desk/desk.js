// SPDX-License-Identifier: Apache-2.0

import { isItem } from "../editions/checklist.js"
import { request } from "../requests.js"

/** @typedef {import("../editions/checklist.js").ChecklistItem} ChecklistItem */

/**
 * A pad on the desk of its owner.
 *
 * @typedef {object} DeskPad
 * @property {string} id its name
 * @property {string} title
 * @property {string} updated
 * @property {ChecklistItem[]} missing what its text lacks
 * @property {number | null} finished which edition it is
 * @property {{number: number, finished: string}[]} editions
 */

/** A text that lacks no more than this, and not its title, is nearly finished. */
const few = 3

/** @returns {Promise<DeskPad[] | null>} null when the server did not answer */
export async function deskPads() {
  const response = await request("GET", "/api/v1/editions")
  return response === null ? null : (await response.json()).pads.map(padIn)
}

/** @param {any} pad @returns {DeskPad} */
const padIn = ({ id, title, updated, missing, finished, editions }) => ({
  id, title, updated, missing: (missing ?? []).filter(isItem), finished: finished ?? null, editions: editions ?? [],
})

/**
 * Pads by how far they are; what lacks least stands first, then what changed last.
 *
 * @param {readonly DeskPad[]} pads
 * @returns {{nearly: DeskPad[], rest: DeskPad[], finished: DeskPad[]}}
 */
export function sortedByState(pads) {
  const open = pads.filter(({ finished }) => finished === null).sort((a, b) =>
    a.missing.length - b.missing.length || b.updated.localeCompare(a.updated))
  return {
    nearly: open.filter(isNearly),
    rest: open.filter((pad) => !isNearly(pad)),
    finished: pads.filter(({ finished }) => finished !== null).sort((a, b) => finishedAt(b).localeCompare(finishedAt(a))),
  }
}

/** @param {DeskPad} pad @returns {string} when the edition that it is was finished; empty if that is not known */
export const finishedAt = ({ finished, editions }) =>
  editions.find(({ number }) => number === finished)?.finished ?? ""

/** @param {DeskPad} pad */
const isNearly = ({ missing }) => missing.length <= few && !missing.includes("title")
