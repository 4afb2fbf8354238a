// SPDX-License-Identifier: Apache-2.0

/**
 * What was refused, for its author to copy after the page has begun anew.
 *
 * @typedef {object} RefusedText
 * @property {string[]} passages what the server does not have
 * @property {string} text the whole pad as this page had it
 * @property {string} reason what the server said
 * @property {number} at when, in milliseconds since 1970
 */

/** A page that is refused again so soon after it began anew does not do so once more. */
const minimumInterval = 60_000

/**
 * Keeps refused texts over a reload of their tab.
 *
 * Nothing is deleted before its author says so; what does not fit is not kept, and the page must
 * then stay as it is.
 */
export class RefusedTexts {
  #key
  #storage

  /** @param {string} padName @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage */
  constructor(padName, storage) {
    this.#key = `encrier.refused.${padName}`
    this.#storage = storage
  }

  /** @returns {RefusedText[]} the oldest first */
  get all() {
    try {
      return JSON.parse(this.#storage.getItem(this.#key) ?? "[]")
    } catch {
      return []
    }
  }

  /**
   * @param {RefusedText} refused
   * @returns {boolean} whether it is kept and the page may begin anew
   */
  keep(refused) {
    const before = this.all
    const last = before[before.length - 1]
    if (last !== undefined && refused.at - last.at < minimumInterval) return false
    try {
      this.#storage.setItem(this.#key, JSON.stringify([...before, refused]))
      return true
    } catch {
      return false
    }
  }

  discard() {
    try {
      this.#storage.removeItem(this.#key)
    } catch {
      // What cannot be read or removed was never kept.
    }
  }
}
