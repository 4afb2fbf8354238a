// SPDX-License-Identifier: Apache-2.0

import { request } from "../requests.js"

/**
 * A pad in the trash, as the server lists it to its owner.
 *
 * @typedef {object} TrashedPad
 * @property {string} id its name
 * @property {string} title
 * @property {string} purged when nobody can take it out any more
 */

/** @returns {Promise<TrashedPad[]>} this person's, empty when the server did not answer */
export async function trashedPads() {
  const response = await request("GET", "/api/v1/pads?trash=1&limit=200")
  return response === null ? [] : (await response.json()).pads
}

/** @param {string} padName @returns {Promise<boolean>} whether it is in the trash now */
export const trashPad = async (padName) =>
  await request("DELETE", `/api/v1/pads/${encodeURIComponent(padName)}`) !== null

/** @param {string} padName @returns {Promise<boolean>} whether it is out of the trash now */
export const restorePad = async (padName) =>
  await request("POST", `/api/v1/pads/${encodeURIComponent(padName)}/restore`) !== null
