// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import {
  decodeMessage, encodeStep1, encodeStep2, encodeUpdate,
} from "../../src/sync/messages.js"

/**
 * A server reduced to its promises: what it received waits in memory until `commit`, which puts it
 * on the disk, acknowledges and broadcasts it. `crash` forgets what was not committed.
 */
export class ModelledServer {
  disk = new Y.Doc()
  #received = []
  #count = 0
  #socket = null

  /** @param {import("./fake-environment.js").FakeSocket} socket */
  accept(socket) {
    this.#socket = socket
    this.#received = []
    this.#count = 0
    socket.onsend = (frame) => this.#receive(decodeMessage(frame))
    socket.open()
    socket.receive(encodeStep1(Y.encodeStateVector(this.disk)))
  }

  #receive(message) {
    if (message.type === "step1") {
      this.#socket.receive(encodeStep2(Y.encodeStateAsUpdate(this.disk, message.stateVector)))
    } else if (message.type === "step2" || message.type === "update") {
      this.#received.push(message.update)
    }
  }

  /** Commits the first so many of the waiting updates. @param {number} updates */
  commit(updates = this.#received.length) {
    for (const update of this.#received.splice(0, updates)) {
      Y.applyUpdate(this.disk, update)
      this.#count += 1
      this.#socket.receive(encodeUpdate(update))
    }
    this.#socket.receive(acknowledgement(this.#count))
  }

  crash() {
    const socket = this.#socket
    this.#socket = null
    this.#received = []
    socket?.drop()
  }

  get isConnected() {
    return this.#socket !== null
  }

  get waiting() {
    return this.#received.length
  }
}

/** @param {number} count */
export const acknowledgement = (count) => {
  const bytes = [100]
  for (; count > 127; count = Math.floor(count / 128)) bytes.push((count % 128) | 128)
  return new Uint8Array([...bytes, count])
}
