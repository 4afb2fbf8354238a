// SPDX-License-Identifier: Apache-2.0

/**
 * Counts this page's changes that the server has not confirmed to be on its disk.
 *
 * A change is first unsent, then part of a message, then confirmed by an acknowledgement that counts
 * messages. Nothing but such an acknowledgement ever lowers the count.
 */
export class UnsavedChanges {
  #count = 0
  #unsent = 0
  /** How many changes each unconfirmed message of this connection carried, in order. */
  #sent = /** @type {number[]} */ ([])
  #confirmedMessages = 0
  /** Up to which of this page's own clocks each unconfirmed message went, in order. */
  #clocks = /** @type {number[]} */ ([])
  #savedClock = 0

  get count() {
    return this.#count
  }

  /** Up to which of this page's own clocks the server is known to have everything. */
  get savedClock() {
    return this.#savedClock
  }

  /** @param {number} changes */
  add(changes) {
    this.#count += changes
    this.#unsent += changes
  }

  /**
   * Everything unsent leaves in one message.
   *
   * @param {number} [clock] up to which of this page's own clocks the message goes
   */
  send(clock = 0) {
    this.#sent.push(this.#unsent)
    this.#clocks.push(clock)
    this.#unsent = 0
  }

  /** @param {number} clock up to which of this page's own clocks the server says it has everything */
  reportSaved(clock) {
    this.#savedClock = Math.max(this.#savedClock, clock)
  }

  /** @param {number} messages the first so many messages of this connection are on disk */
  acknowledge(messages) {
    const confirmed = this.#sent.splice(0, Math.max(0, messages - this.#confirmedMessages))
    for (const clock of this.#clocks.splice(0, confirmed.length)) this.reportSaved(clock)
    this.#confirmedMessages += confirmed.length
    for (const changes of confirmed) this.#count -= changes
  }

  /** A new connection: what was sent without confirmation must be sent again. */
  restart() {
    this.#unsent = this.#count
    this.#sent = []
    this.#clocks = []
    this.#confirmedMessages = 0
  }
}
