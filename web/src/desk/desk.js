// SPDX-License-Identifier: Apache-2.0

import { isItem } from "../editions/checklist.js"
import { isPublished, latestPublished, publicationIn } from "../publications/publication.js"
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
 * @property {DeskEdition[]} editions
 */

/**
 * @typedef {object} DeskEdition
 * @property {number} number
 * @property {string} finished when; empty for one that was purged
 * @property {string} [erased] when it was erased
 * @property {import("../publications/publication.js").Publication | null} publication
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
  id, title, updated, missing: (missing ?? []).filter(isItem), finished: finished ?? null,
  editions: (editions ?? []).map(editionIn),
})

/** @param {any} edition @returns {DeskEdition} */
const editionIn = ({ number, finished, erased, publication }) => ({
  number, finished: finished ?? "", publication: publicationIn(publication), ...erased == null ? {} : { erased },
})

/**
 * Pads by how far they are; what lacks least stands first, then what changed last. Among the published ones are all
 * of which people can read an edition, also where the next one is being written or waits to be published.
 *
 * @param {readonly DeskPad[]} pads
 * @returns {{nearly: DeskPad[], rest: DeskPad[], finished: DeskPad[], published: DeskPad[]}}
 */
export function sortedByState(pads) {
  const open = pads.filter(({ finished }) => finished === null).sort((a, b) =>
    a.missing.length - b.missing.length || b.updated.localeCompare(a.updated))
  return {
    nearly: open.filter(isNearly),
    rest: open.filter((pad) => !isNearly(pad)),
    finished: pads.filter((pad) => pad.finished !== null && !isCurrentPublished(pad))
      .sort((a, b) => finishedAt(b).localeCompare(finishedAt(a))),
    published: pads.filter((pad) => latestPublished(pad.editions) !== null)
      .sort((a, b) => publishedAt(b).localeCompare(publishedAt(a))),
  }
}

/** @param {DeskPad} pad @returns {string} when the edition that it is was finished; empty if that is not known */
export const finishedAt = (pad) => currentEdition(pad)?.finished ?? ""

/** @param {DeskPad} pad @returns {DeskEdition | null} the edition that it is; null for one that is being written */
export const currentEdition = ({ finished, editions }) => editions.find(({ number }) => number === finished) ?? null

/** @param {DeskPad} pad */
function isCurrentPublished(pad) {
  const current = currentEdition(pad)
  return current !== null && isPublished(current)
}

/** @param {DeskPad} pad */
const publishedAt = ({ editions }) => latestPublished(editions)?.publication?.published ?? ""

/** @param {DeskPad} pad */
const isNearly = ({ missing }) => missing.length <= few && !missing.includes("title")
