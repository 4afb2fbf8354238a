// SPDX-License-Identifier: Apache-2.0

import { pageAddress } from "../publications/publication.js"
import { request } from "../requests.js"
import { Signal } from "../signal.js"

/** What a name is the name of, in the order in which they are shown. */
export const entityKinds = /** @type {const} */ (["person", "organisation", "place", "event", "concept"])

/** @typedef {typeof entityKinds[number]} EntityKind */

/**
 * Somebody, somewhere, something that descriptions of one's own pads or published texts name.
 *
 * @typedef {object} KnownEntity
 * @property {EntityKind} kind
 * @property {string} name
 * @property {number} count how many of one's own pads name it; 0 for what only published texts do
 * @property {string | null} url of its page in the knowledge base
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
export const entitiesIn = ({ entities }) => entities
  .filter((/** @type {any} */ { kind, name }) => entityKinds.includes(kind) && name.trim() !== "")
  .map((/** @type {any} */ entity) => ({ ...entity, url: pageAddress(entity.url) }))

/** Who and what is known while a text is described: nothing until the server has told, or where it does not. */
export class KnownEntities {
  /** @type {readonly KnownEntity[]} */
  #all = []
  /** Whether the server has told. */
  isLoaded = new Signal(false)

  async load() {
    this.#all = await askEntities() ?? []
    this.isLoaded.value = true
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

  /** @param {readonly EntityKind[]} kinds @param {string} name @returns {string | null} its page in the knowledge base */
  pageOf(kinds, name) {
    return this.named(kinds, name).find(({ url }) => url !== null)?.url ?? null
  }
}
