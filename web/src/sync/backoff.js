// SPDX-License-Identifier: Apache-2.0

/**
 * How long to wait before each new attempt: doubled each time up to a maximum, and spread at random
 * over its upper half, so that a room does not return as one herd after the server restarts.
 */
export class Backoff {
  #attempts = 0
  #random

  /** The longest wait before the first new attempt. In milliseconds, as all of these. */
  static firstDelay = 400
  static maximumDelay = 15_000

  /** @param {() => number} random from 0 to 1 */
  constructor(random) {
    this.#random = random
  }

  /** The next wait in milliseconds. */
  next() {
    const delay = Math.min(Backoff.firstDelay * 2 ** this.#attempts, Backoff.maximumDelay)
    this.#attempts += 1
    return delay * (0.5 + 0.5 * this.#random())
  }

  /** To be called when a connection has worked. */
  reset() {
    this.#attempts = 0
  }
}
