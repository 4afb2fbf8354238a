// SPDX-License-Identifier: Apache-2.0

import { missingIn } from "../editions/checklist.js"
import { isObject, textOf } from "../editions/plain.js"
import { ask } from "../members/session.js"
import { request } from "../requests.js"

/** @typedef {import("../editions/checklist.js").ChecklistItem} ChecklistItem */

/**
 * What people will find of an edition once it is published.
 *
 * @typedef {object} EditionContents
 * @property {string[]} names of everybody it names: who wrote it, who agrees with it, whom it tells of
 * @property {ChecklistItem[]} missing what its description lacks
 */

/** @param {string} padName @param {number} number */
const editionPath = (padName, number) => `/api/v1/pads/${encodeURIComponent(padName)}/editions/${number}`

/**
 * Puts an edition into the knowledge base.
 *
 * @param {string} padName @param {number} number
 */
export const publishEdition = (padName, number) => ask(`${editionPath(padName, number)}/publication`, null, "PUT")

/**
 * Takes an edition out of the knowledge base.
 *
 * @param {string} padName @param {number} number
 */
export const withdrawEdition = (padName, number) => ask(`${editionPath(padName, number)}/publication`, null, "DELETE")

/**
 * @param {string} padName @param {number} number
 * @returns {Promise<EditionContents | null>} null when the server did not answer
 */
export async function askContents(padName, number) {
  const response = await request("GET", editionPath(padName, number))
  return response === null ? null : contentsIn(await response.json())
}

/** @param {any} answer @returns {EditionContents} */
export function contentsIn({ title, signers, metadata, contributors }) {
  const said = isObject(metadata) ? metadata : {}
  const names = [...listOf(contributors), ...listOf(signers), ...listOf(said.signers), ...listOf(said.people)]
    .map((one) => (isObject(one) ? textOf(one.name) : textOf(one)).trim())
  return {
    names: [...new Set(names)].filter((name) => name !== ""),
    missing: missingIn(new Map(Object.entries(said)), textOf(title).trim() !== ""),
  }
}

/** @param {unknown} value @returns {unknown[]} */
const listOf = (value) => Array.isArray(value) ? value : []
