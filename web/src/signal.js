// SPDX-License-Identifier: Apache-2.0

/**
 * A value that tells its listeners when it changes.
 *
 * @template T
 */
export class Signal {
  /** @type {T} */
  #value
  /** @type {Set<(value: T) => void>} */
  #listeners = new Set()

  /** @param {T} value */
  constructor(value) {
    this.#value = value
  }

  get value() {
    return this.#value
  }

  /** Setting the same value again is silent. */
  set value(value) {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener(value)
  }

  /**
   * Calls the listener now and after each change.
   *
   * @param {(value: T) => void} listener
   * @returns {() => void} ends the subscription
   */
  subscribe(listener) {
    this.#listeners.add(listener)
    listener(this.#value)
    return () => this.#listeners.delete(listener)
  }
}
