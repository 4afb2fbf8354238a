// SPDX-License-Identifier: Apache-2.0

/**
 * Asks for one thing at a time, and of all that is wanted meanwhile only for the last: whoever drags
 * through a year of writing is shown as much of it as the server can follow.
 *
 * @template Key, Value
 */
export class Latest {
  #ask
  #show
  #isAsking = false
  /** @type {{key: Key} | null} */
  #wanted = null
  /** @type {Map<Key, Value>} the latest last */
  #kept = new Map()

  /**
   * @param {(key: Key) => Promise<Value>} ask
   * @param {(key: Key, value: Value) => void} show
   */
  constructor(ask, show) {
    this.#ask = ask
    this.#show = show
  }

  /** @param {Key} key */
  want(key) {
    const kept = this.#kept.get(key)
    if (kept !== undefined) {
      this.#wanted = null
      this.#show(key, kept)
      return
    }
    this.#wanted = { key }
    void this.#go()
  }

  /** Whether something wanted has not been shown. */
  get isBusy() {
    return this.#isAsking
  }

  async #go() {
    if (this.#isAsking) return
    this.#isAsking = true
    while (this.#wanted !== null) {
      const { key } = this.#wanted
      const value = await this.#ask(key)
      this.#keep(key, value)
      // What was wanted meanwhile is still shown on the way to it.
      if (this.#wanted !== null && this.#wanted.key === key) this.#wanted = null
      this.#show(key, value)
    }
    this.#isAsking = false
  }

  /** @param {Key} key @param {Value} value */
  #keep(key, value) {
    this.#kept.set(key, value)
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= maximumKept) break
      this.#kept.delete(old)
    }
  }
}

/** So many moments are kept; each may be a long text. */
const maximumKept = 8
