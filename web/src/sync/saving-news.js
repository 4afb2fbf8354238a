// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./pad-connection.js").ConnectionState} ConnectionState */
/** @typedef {import("../i18n/format.js").Translate} Translate */

/** Who has not written for so long, in milliseconds, is told that it is saved. */
const rest = 3_000

/**
 * What is said aloud of saving: once that all is saved when somebody pauses, once that the connection is
 * lost, once that it is back. Eyes have the status; this is for ears.
 */
export class SavingNews {
  #environment
  #say
  #translate
  #hasWritten = false
  #isLost = false
  #timer = 0

  /**
   * @param {Pick<Environment, "setTimeout" | "clearTimeout">} environment
   * @param {(sentence: string) => void} say
   * @param {Translate} translate
   */
  constructor(environment, say, translate) {
    this.#environment = environment
    this.#say = say
    this.#translate = translate
  }

  /** @param {Pick<ConnectionState, "phase" | "unsaved">} state */
  update({ phase, unsaved }) {
    if (unsaved > 0) this.#hasWritten = true
    if (phase !== "online" || unsaved > 0) {
      this.#environment.clearTimeout(this.#timer)
      this.#timer = 0
    } else if (this.#isLost) {
      this.#isLost = false
      this.#hasWritten = false
      this.#say(this.#translate("announceOnline"))
    } else if (this.#hasWritten && this.#timer === 0) {
      this.#timer = this.#environment.setTimeout(() => this.#rested(), rest)
    }
  }

  /** @param {string} sentence why nothing is saved at the moment */
  lose(sentence) {
    this.#isLost = true
    this.#say(sentence)
  }

  #rested() {
    this.#timer = 0
    this.#hasWritten = false
    this.#say(this.#translate("announceSaved"))
  }
}
