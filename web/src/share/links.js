// SPDX-License-Identifier: Apache-2.0

import { request, send } from "../requests.js"

/**
 * A link into the pad, as the server lists it.
 *
 * @typedef {object} Link
 * @property {string} id
 * @property {string} role
 * @property {string} created
 * @property {string} [expires]
 * @property {boolean} passphrase whether it needs one
 */

/** @typedef {Link & {name: string, url: string, spoken?: string}} NewLink what is told only once */

/** The links into one pad, kept by the server for its owner. */
export class Links {
  #path

  /** @param {string} padName */
  constructor(padName) {
    this.#path = `/api/v1/pads/${encodeURIComponent(padName)}/links`
  }

  /** @returns {Promise<Link[] | null>} null when the server did not answer */
  async list() {
    const response = await request("GET", this.#path)
    return response === null ? null : (await response.json()).links
  }

  /**
   * @param {{role: string, expires?: string, passphrase?: string, speakable?: boolean}} wishes
   * @returns {Promise<NewLink | null>}
   */
  async make(wishes) {
    const response = await request("POST", this.#path, wishes)
    return response === null ? null : response.json()
  }

  /** @param {string} id @param {string} role @returns {Promise<boolean>} */
  async change(id, role) {
    return await request("PATCH", `${this.#path}/${id}`, { role }) !== null
  }

  /** @param {string} id @returns {Promise<boolean>} */
  async end(id) {
    return await request("DELETE", `${this.#path}/${id}`) !== null
  }
}

/**
 * Gives the passphrase of the link that this page was opened by.
 *
 * @param {string} shareName @param {string} passphrase
 * @returns {Promise<"open" | "wrong" | "tooMany" | "failed">}
 */
export async function unlock(shareName, passphrase) {
  const path = `/api/v1/pads/${encodeURIComponent(shareName)}/key`
  const response = await send("POST", path, { passphrase })
  if (response === null) return "failed"
  if (response.ok) return "open"
  if (response.status === 403) return "wrong"
  return response.status === 429 ? "tooMany" : "failed"
}

/**
 * Makes this browser the pad's owner.
 *
 * @param {string} padName @param {string} secret that `encrier pad owner` printed
 * @returns {Promise<boolean>}
 */
export async function takeOwnership(padName, secret) {
  return await request("POST", `/api/v1/pads/${encodeURIComponent(padName)}/owner`, { secret }) !== null
}
