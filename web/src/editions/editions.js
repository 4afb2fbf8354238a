// SPDX-License-Identifier: Apache-2.0

import { ask } from "../members/session.js"
import { publicationIn } from "../publications/publication.js"
import { request } from "../requests.js"

/**
 * An edition, as the server tells of it.
 *
 * @typedef {object} Edition
 * @property {number} number
 * @property {string} title
 * @property {string} finished when
 * @property {string[]} signers
 * @property {string} note empty for none
 * @property {number} [replaces] the number of the edition before
 * @property {string} sha256 of its manifest, which names it
 * @property {string} [erased] when it was erased
 * @property {import("../publications/publication.js").Publication | null} publication in the knowledge base
 */

/** @typedef {{replaces: number, time: string, note: string}} Beginning that an edition is being written: instead of which, since when, why */

/**
 * The editions of a pad.
 *
 * @typedef {object} EditionList
 * @property {Edition[]} editions the first first
 * @property {number | null} finished which of them the pad is; null while one can write in it
 * @property {Beginning | null} begun
 */

/**
 * Somebody who wrote in the text.
 *
 * @typedef {object} Contributor
 * @property {number} id
 * @property {string | null} name what a member is called
 * @property {import("../history/pad-history.js").Person["kind"]} kind
 * @property {number} characters
 * @property {string | null} published the name they are published by, if one was chosen
 * @property {boolean} isSelf
 * @property {boolean} mayChange
 */

/** The server is asked again after so long, in milliseconds. */
const waits = [300, 1_000, 3_000, 10_000]

/** The editions of one pad, kept by the server, and the names their authors are published by. */
export class Editions {
  #path

  /** @param {string} padName */
  constructor(padName) {
    this.#path = `/api/v1/pads/${encodeURIComponent(padName)}`
  }

  /** @returns {Promise<EditionList | null>} null when the server did not answer */
  async list() {
    const response = await request("GET", `${this.#path}/editions`)
    return response === null ? null : listIn(await response.json())
  }

  /**
   * The list with the edition that the pad is: people are told of it while it is still being written down.
   *
   * @param {number} number 0 for none
   * @returns {Promise<EditionList | null>} null when the server did not answer
   */
  async listWith(number) {
    for (const wait of waits) {
      const list = await this.list()
      if (list === null || number === 0 || list.editions.some((edition) => edition.number === number)) return list
      await new Promise((resolve) => window.setTimeout(resolve, wait))
    }
    return this.list()
  }

  /** @param {string} note */
  finish(note) {
    return ask(`${this.#path}/editions`, note === "" ? {} : { note })
  }

  /** @param {string} note */
  begin(note) {
    return ask(`${this.#path}/editions/next`, note === "" ? {} : { note })
  }

  /** @returns {Promise<Contributor[] | null>} null when the server did not answer, or may not tell */
  async contributors() {
    const response = await request("GET", `${this.#path}/contributors`)
    return response === null ? null : (await response.json()).persons
  }

  /** @param {number} id @param {string} name empty for the one they have */
  publish(id, name) {
    return ask(`${this.#path}/contributors/${id}`, { name }, "PUT")
  }

  /** @param {number} number */
  textAddress(number) {
    return `${this.#path}/editions/${number}/text`
  }

  /** @param {number} number */
  packageAddress(number) {
    return `${this.#path}/editions/${number}/package`
  }
}

/** @param {any} answer @returns {EditionList} */
const listIn = ({ editions, finished, begun }) => ({
  editions: editions.map(editionIn), finished: finished ?? null, begun: begun == null ? null : { ...begun, note: begun.note ?? "" },
})

/**
 * Of an edition whose pad was purged only the number and the hash are left.
 *
 * @param {any} answer
 * @returns {Edition}
 */
const editionIn = ({ number, sha256, title, finished, signers, note, replaces, erased, publication }) => ({
  number, sha256, title: title ?? "", finished: finished ?? "", signers: signers ?? [], note: note ?? "",
  publication: publicationIn(publication),
  ...replaces == null ? {} : { replaces }, ...erased == null ? {} : { erased },
})
