// SPDX-License-Identifier: Apache-2.0

/** A socket whose other end is the test. */
export class FakeSocket {
  readyState = 0
  binaryType = ""
  /** @type {Uint8Array[]} */
  sent = []
  /** Called for each frame, so that a modelled server may answer. */
  onsend = (/** @type {Uint8Array} */ _frame) => {}
  onopen = null
  onmessage = null
  onclose = null

  /** @param {string} url */
  constructor(url) {
    this.url = url
  }

  open() {
    this.readyState = 1
    this.onopen?.()
  }

  /** @param {Uint8Array} frame */
  receive(frame) {
    this.onmessage?.({ data: frame.slice().buffer })
  }

  /** @param {number} code */
  drop(code = 1006, reason = "") {
    this.readyState = 3
    this.onclose?.({ code, reason })
  }

  /** @param {Uint8Array} frame */
  send(frame) {
    this.sent.push(frame)
    this.onsend(frame)
  }

  close() {
    this.readyState = 3
  }
}

/** Time, chance and network in the hands of a test. */
export class FakeEnvironment {
  /** @type {FakeSocket[]} */
  sockets = []
  #now = 0
  #timers = new Map()
  #lastTimer = 0

  openSocket = (/** @type {string} */ url) => {
    this.sockets.push(new FakeSocket(url))
    return this.socket
  }

  now = () => this.#now
  random = () => 1

  setTimeout = (/** @type {() => void} */ action, /** @type {number} */ milliseconds) => {
    this.#lastTimer += 1
    this.#timers.set(this.#lastTimer, { at: this.#now + milliseconds, action })
    return this.#lastTimer
  }

  clearTimeout = (/** @type {number} */ timer) => this.#timers.delete(timer)

  /** The latest one. */
  get socket() {
    return this.sockets[this.sockets.length - 1]
  }

  /** Lets time pass, and what is due happen in order. @param {number} milliseconds */
  pass(milliseconds) {
    const end = this.#now + milliseconds
    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= end)
        .sort(([, a], [, b]) => a.at - b.at)
      if (next === undefined) break
      const [timer, { at, action }] = next
      this.#timers.delete(timer)
      this.#now = at
      action()
    }
    this.#now = end
  }
}
