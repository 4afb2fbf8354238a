// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./pad-history.js").PadHistory} PadHistory */

/**
 * Finds where a paragraph came to be what it is, or ceased to be: the text is looked at in few moments,
 * twice as far each time and then between. A paragraph that was changed and changed back meanwhile may
 * pass for unchanged.
 */
export class PassageSearch {
  #history

  /** @param {PadHistory} history */
  constructor(history) {
    this.#history = history
  }

  /**
   * @param {number} from a row at which the passage stands @param {number} last row of all
   * @param {string} passage
   * @returns {Promise<number | null>} the first row after it at which it does not stand
   */
  next(from, last, passage) {
    return this.#edge(from, last, 1, passage)
  }

  /**
   * @param {number} from a row at which the passage stands @param {string} passage
   * @returns {Promise<number | null>} the last row before it at which it did not stand yet
   */
  previous(from, passage) {
    return this.#edge(from, 0, -1, passage)
  }

  /**
   * @param {number} from @param {number} limit @param {1 | -1} direction @param {string} passage
   * @returns {Promise<number | null>}
   */
  async #edge(from, limit, direction, passage) {
    let stands = 0
    let gone = 0
    const furthest = Math.abs(limit - from)
    for (let distance = 1; gone === 0; distance *= 2) {
      const at = Math.min(distance, furthest)
      if (at <= stands) return null
      if (await this.#stands(from + direction * at, passage)) stands = at
      else gone = at
    }
    while (gone - stands > 1) {
      const middle = Math.floor((stands + gone) / 2)
      if (await this.#stands(from + direction * middle, passage)) stands = middle
      else gone = middle
    }
    return from + direction * gone
  }

  /** @param {number} at @param {string} passage */
  async #stands(at, passage) {
    return (await this.#history.text(at) ?? passage).includes(passage)
  }
}
