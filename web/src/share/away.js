// SPDX-License-Identifier: Apache-2.0

import { request } from "../requests.js"

/**
 * Somebody who was sent away, as the server lists them.
 *
 * @typedef {object} SentAway
 * @property {string} id
 * @property {string} name what they called themselves then
 * @property {string} time
 */

/** Who was sent away from one pad, kept by the server for its owner. */
export class Away {
  #path

  /** @param {string} padName */
  constructor(padName) {
    this.#path = `/api/v1/pads/${encodeURIComponent(padName)}/away`
  }

  /** @returns {Promise<SentAway[] | null>} null when the server did not answer */
  async list() {
    const response = await request("GET", this.#path)
    return response === null ? null : (await response.json()).away
  }

  /**
   * @param {number} client @param {string} name what they call themselves
   * @param {boolean} link whether the link they came by ends, too
   * @returns {Promise<boolean>}
   */
  async send(client, name, link) {
    return await request("POST", this.#path, { client, name, link }) !== null
  }

  /** @param {string} id @returns {Promise<boolean>} */
  async letBack(id) {
    return await request("DELETE", `${this.#path}/${id}`) !== null
  }
}
