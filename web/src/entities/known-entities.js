// SPDX-License-Identifier: Apache-2.0

import { request } from "../requests.js"

/** What a name is the name of, in the order in which they are shown. */
export const entityKinds = /** @type {const} */ (["person", "organisation", "place", "event", "concept"])

/** @typedef {typeof entityKinds[number]} EntityKind */

/**
 * Somebody, somewhere, something that descriptions of one's own pads name.
 *
 * @typedef {object} KnownEntity
 * @property {EntityKind} kind
 * @property {string} name
 * @property {number} count how many texts name it
 * @property {number} [latitude] of a place, where a text tells
 * @property {number} [longitude]
 * @property {string} [date] of an event, where a text tells
 */

/** @returns {Promise<KnownEntity[] | null>} null when the server did not answer */
export async function askEntities() {
  const response = await request("GET", "/api/v1/entities")
  return response === null ? null : entitiesIn(await response.json())
}

/** @param {any} answer @returns {KnownEntity[]} those that have a name, of the kinds we know */
const entitiesIn = ({ entities }) => entities.filter((/** @type {any} */ { kind, name }) =>
  entityKinds.includes(kind) && name.trim() !== "")

/** Who and what is known while a text is described: nothing until the server has told, or where it does not. */
export class KnownEntities {
  /** @type {readonly KnownEntity[]} */
  #all = []

  async load() {
    this.#all = await askEntities() ?? []
  }

  /** @param {readonly EntityKind[]} kinds */
  of(kinds) {
    return this.#all.filter(({ kind }) => kinds.includes(kind))
  }

  /**
   * Those of a name: it may be a person's and an organisation's.
   *
   * @param {readonly EntityKind[]} kinds @param {string} name
   */
  named(kinds, name) {
    return this.of(kinds).filter((entity) => entity.name === name.trim())
  }
}
