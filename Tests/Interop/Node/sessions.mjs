// SPDX-License-Identifier: Apache-2.0

/** Editing sessions through the server, each with y-websocket's own provider, and waiting on them. */

import { describeDocument, difference, root } from './describe.mjs'
import { WebSocket, WebsocketProvider, Y } from './libraries.mjs'

/** How long anything may take before a test fails, in milliseconds. */
const patience = 60_000

export class Session {
  /**
   * Opens a pad as an unmodified client does.
   *
   * @param {import('./server.mjs').Server} server
   * @param {string} pad
   * @param {number} clientID
   * @param {{name: string, kind: string}[]} roots
   */
  constructor(server, pad, clientID, roots) {
    this.doc = new Y.Doc()
    this.doc.clientID = clientID
    for (const each of roots) root(this.doc, each)
    const options = { WebSocketPolyfill: WebSocket, disableBc: true, maxBackoffTime: 500 }
    this.provider = new WebsocketProvider(server.syncURL, pad, this.doc, options)
  }

  /** Leaves politely, or comes back. */
  toggle() {
    if (this.provider.shouldConnect) this.provider.disconnect()
    else this.provider.connect()
  }

  /** Loses its connection as a bad network does; the provider comes back by itself. */
  cut() {
    this.provider.ws?.terminate()
  }

  /** Resolves when the server has answered the first question of this connection. */
  async synced() {
    this.provider.connect()
    await until(() => this.provider.synced, [this], (wake) => this.provider.on('synced', wake))
  }

  close() {
    this.provider.destroy()
    this.provider.awareness.destroy()
    this.doc.destroy()
  }
}

/** Resolves when all sessions are connected and hold the same document; rejects when they do not in time. */
export async function converged(sessions, roots, what) {
  for (const session of sessions) session.provider.connect()
  try {
    await until(() => divergence(sessions, roots) === null, sessions)
  } catch {
    throw new Error(`${what}: ${divergence(sessions, roots)}`)
  }
}

/** The first difference between sessions, or null. */
function divergence(sessions, roots) {
  const offline = sessions.findIndex((session) => !session.provider.synced)
  if (offline >= 0) return `session ${offline} is not synchronised`
  const [first, ...others] = sessions.map((session) => describeDocument(session.doc, roots))
  for (const [index, other] of others.entries()) {
    const found = difference(other, first)
    if (found) return `session ${index + 1} differs from session 0 at ${found}`
  }
  return null
}

/**
 * Waits until a condition holds, looking again whenever something happens to a session.
 *
 * @param {() => boolean} condition
 * @param {Session[]} sessions
 * @param {(wake: () => void) => void} listen Subscribes to what else may change the condition.
 * @returns {Promise<void>} Rejected when it takes too long.
 */
export function until(condition, sessions, listen = () => {}) {
  return new Promise((resolve, reject) => {
    let scheduled = false
    const timer = setTimeout(() => settle(() => reject(new Error('it took too long'))), patience)
    const settle = (end) => {
      clearTimeout(timer)
      for (const { doc, provider } of sessions) {
        doc.off('update', wake)
        provider.off('synced', wake)
      }
      end()
    }
    const check = () => {
      scheduled = false
      if (condition()) settle(resolve)
    }
    // Once per turn of the event loop, however many updates it brings.
    const wake = () => {
      if (!scheduled) setImmediate(check)
      scheduled = true
    }
    for (const { doc, provider } of sessions) {
      doc.on('update', wake)
      provider.on('synced', wake)
    }
    listen(wake)
    wake()
  })
}
