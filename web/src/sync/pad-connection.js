// SPDX-License-Identifier: Apache-2.0

import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness"
import * as Y from "yjs"
import { Signal } from "../signal.js"
import { Backoff } from "./backoff.js"
import { finalCause, troubleOf } from "./close-codes.js"
import { browserEnvironment } from "./environment.js"
import { roleOf } from "../share/roles.js"
import { decodeMessage, encodeAwareness, encodeStep1, encodeStep2, encodeUpdate } from "./messages.js"
import { UnsavedChanges } from "./unsaved-changes.js"

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("y-protocols/awareness").Awareness} Awareness */
/** @typedef {import("./close-codes.js").ClosedCause} ClosedCause */
/** @typedef {import("./close-codes.js").Trouble} Trouble */

/**
 * @typedef {object} ConnectionState
 * @property {"connecting" | "online" | "offline" | "closed"} phase `online` once the server's whole
 *   document is here; `connecting` only before the first time; `closed` for good
 * @property {number} unsaved changes of this page that the server has not confirmed to be on disk
 * @property {boolean} hasDocument the server's document has been here at least once
 * @property {number | null} retryAt when the next attempt starts, in milliseconds since 1970;
 *   null if none is planned or one is under way
 * @property {Trouble | null} trouble what the server said of itself when it hung up; it stands until
 *   the server has kept what this page holds
 * @property {ClosedCause | null} cause why `closed`
 * @property {import("../share/roles.js").Role | null} role what the server lets this page do; null
 *   until it has said
 * @property {import("./messages.js").PresentMember[]} members who of those present are members
 * @property {number} erasures how often passages were taken out of the pad's history, as far as is known
 * @property {number} edition which edition the pad is, that takes no edit; 0 while it can be written in
 * @property {string} reason what the server said of it, for people who look for the cause
 */

/**
 * What a document holds before the server has been heard.
 *
 * @typedef {object} Found
 * @property {boolean} hasDocument the server's document, as it was once
 * @property {number} unsaved changes that the server may lack
 * @property {string} epoch which history it belongs to, empty if not known
 */

/** @type {Found} */
const nothing = { hasDocument: false, unsaved: 0, epoch: "" }

/** In milliseconds. The server speaks at least every 25 s. */
const silenceLimit = 30_000
const openingLimit = 10_000
const probeLimit = 5_000
const stableAfter = 5_000

/**
 * Keeps one document and its awareness the same as the server's, as long as the page lives.
 *
 * Local changes leave in the turn in which they are made. After an interruption both sides exchange
 * state vectors, so that what was lost on the way is sent again.
 */
export class PadConnection {
  #url
  /** Which history is behind the pad's name, once the server has said; it is not to change. */
  #epoch
  #doc
  #awareness
  #environment
  #backoff
  #unsaved = new UnsavedChanges()
  #state = new Signal(/** @type {ConnectionState} */ ({
    phase: "connecting", unsaved: 0, hasDocument: false, retryAt: null,
    trouble: null, cause: null, role: null, members: [], erasures: 0, edition: 0, reason: "",
  }))
  /** @type {WebSocket | null} */
  #socket = null
  /** Whether this connection has sent its step 2; before that, updates would leave gaps. */
  #hasSentStep2 = false
  /**
   * Local updates of the current turn.
   *
   * @type {Uint8Array[]}
   */
  #outgoing = []
  #silenceTimer = 0
  #stableTimer = 0
  #retryTimer = 0

  /**
   * @param {object} options
   * @param {string} options.url of the WebSocket
   * @param {Y.Doc} options.doc
   * @param {Awareness} options.awareness
   * @param {Found} [options.found] what the document holds already
   * @param {Environment} [options.environment] time, randomness and sockets
   */
  constructor({ url, doc, awareness, found = nothing, environment = browserEnvironment }) {
    this.#url = url
    this.#epoch = found.epoch
    this.#unsaved.add(found.unsaved)
    this.#update({ hasDocument: found.hasDocument })
    this.#doc = doc
    this.#awareness = awareness
    this.#environment = environment
    this.#backoff = new Backoff(environment.random)
    doc.on("update", this.#localUpdate)
    awareness.on("update", this.#awarenessUpdate)
    this.#connect()
  }

  /** @returns {ConnectionState} */
  get state() {
    return this.#state.value
  }

  /** @param {(state: ConnectionState) => void} listener called now and after each change */
  subscribe(listener) {
    return this.#state.subscribe(listener)
  }

  /** Up to which of this page's own clocks the server is known to have everything. */
  get savedClock() {
    return this.#unsaved.savedClock
  }

  /** Which history the document belongs to; empty before anyone has said. */
  get epoch() {
    return this.#epoch
  }

  /** Tries at once; does nothing while connected or closed. */
  retryNow() {
    if (this.#socket !== null || this.state.phase === "closed") return
    this.#connect()
  }

  /** Finds out within seconds whether the connection still lives: after sleep, or a lost network. */
  probe() {
    if (this.#socket === null) {
      this.retryNow()
    } else if (this.state.phase === "online") {
      this.#send(encodeStep1(Y.encodeStateVector(this.#doc)))
      this.#expectMessageWithin(probeLimit)
    }
  }

  /** Stops for good. */
  stop() {
    this.#doc.off("update", this.#localUpdate)
    this.#awareness.off("update", this.#awarenessUpdate)
    this.#dropSocket()
    this.#environment.clearTimeout(this.#retryTimer)
  }

  #connect() {
    this.#environment.clearTimeout(this.#retryTimer)
    this.#update({ retryAt: null })
    const url = new URL(this.#url)
    url.searchParams.set("epoch", this.#epoch)
    const socket = this.#environment.openSocket(url.href)
    this.#socket = socket
    socket.binaryType = "arraybuffer"
    socket.onopen = () => this.#opened()
    socket.onmessage = (event) => this.#received(event.data)
    socket.onclose = (event) => this.#lost(event.code, event.reason)
    this.#expectMessageWithin(openingLimit)
  }

  #opened() {
    this.#unsaved.restart()
    this.#send(encodeStep1(Y.encodeStateVector(this.#doc)))
    // Peers keep the clock of a state after it is gone: only a higher one brings it back.
    this.#awareness.setLocalState(this.#awareness.getLocalState())
  }

  /** @param {unknown} data */
  #received(data) {
    this.#expectMessageWithin(silenceLimit)
    if (!(data instanceof ArrayBuffer)) return
    try {
      this.#handle(decodeMessage(new Uint8Array(data)))
    } catch (error) {
      console.error("Encrier: a message from the server could not be taken in.", error)
      this.#lost(0, "")
    }
  }

  /** @param {import("./messages.js").Message} message */
  #handle(message) {
    switch (message.type) {
      case "step1":
        return this.#sendWhatTheServerLacks(message.stateVector)
      case "step2":
        Y.applyUpdate(this.#doc, message.update, this)
        if (this.state.phase !== "online") this.#resetBackoffWhenStable()
        return this.#update({ phase: "online", hasDocument: true, ...this.#troubleLeft() })
      case "update":
        return Y.applyUpdate(this.#doc, message.update, this)
      case "awareness":
        return applyAwarenessUpdate(this.#awareness, message.states, this)
      case "queryAwareness": {
        const clients = [...this.#awareness.getStates().keys()]
        return this.#send(encodeAwareness(encodeAwarenessUpdate(this.#awareness, clients)))
      }
      case "acknowledgement":
        this.#unsaved.acknowledge(message.count)
        return this.#update(this.#troubleLeft())
      case "epoch":
        this.#epoch = message.epoch
        return undefined
      case "erasures":
        return this.#update({ erasures: message.count })
      case "edition":
        return this.#update({ edition: message.number })
      case "role":
        return this.#update({ role: roleOf(message.role) })
      case "members":
        return this.#update({ members: message.members })
      case "denied":
        return this.#update({ reason: message.reason })
      case "unknown":
        return undefined
    }
  }

  /** A trouble is over when the server has everything, and not while it only listens. */
  #troubleLeft() {
    return this.#unsaved.count === 0 ? { trouble: null } : {}
  }

  /** A connection that the server ends soon after its start must not be tried again at full speed. */
  #resetBackoffWhenStable() {
    this.#stableTimer = this.#environment.setTimeout(() => this.#backoff.reset(), stableAfter)
  }

  /** @param {Uint8Array} stateVector */
  #sendWhatTheServerLacks(stateVector) {
    this.#outgoing = []
    if (this.#unsaved.count === 0 && this.#knowsMoreThan(stateVector)) this.#unsaved.add(1)
    this.#unsaved.reportSaved(Y.decodeStateVector(stateVector).get(this.#doc.clientID) ?? 0)
    this.#send(encodeStep2(Y.encodeStateAsUpdate(this.#doc, stateVector)))
    this.#unsaved.send(this.#ownClock)
    this.#hasSentStep2 = true
    this.#update({})
  }

  /** @param {Uint8Array} stateVector */
  #knowsMoreThan(stateVector) {
    const theirs = Y.decodeStateVector(stateVector)
    const ours = Y.decodeStateVector(Y.encodeStateVector(this.#doc))
    return [...ours].some(([client, clock]) => clock > (theirs.get(client) ?? 0))
  }

  #localUpdate = (/** @type {Uint8Array} */ update, /** @type {unknown} */ source) => {
    if (source === this) return
    this.#unsaved.add(1)
    if (this.#hasSentStep2) {
      this.#outgoing.push(update)
      if (this.#outgoing.length === 1) queueMicrotask(() => this.#flush())
    }
    this.#update({})
  }

  /** All changes of one turn leave as one message. */
  #flush() {
    const [first, ...others] = this.#outgoing
    if (first === undefined) return
    this.#outgoing = []
    this.#send(encodeUpdate(others.length === 0 ? first : Y.mergeUpdates([first, ...others])))
    this.#unsaved.send(this.#ownClock)
  }

  get #ownClock() {
    return Y.getState(this.#doc.store, this.#doc.clientID)
  }

  #awarenessUpdate = (
    /** @type {{added: number[], updated: number[], removed: number[]}} */ changes,
    /** @type {unknown} */ source,
  ) => {
    const changed = [...changes.added, ...changes.updated, ...changes.removed]
    if (source === this || !changed.includes(this.#doc.clientID)) return
    this.#send(encodeAwareness(encodeAwarenessUpdate(this.#awareness, [this.#doc.clientID])))
  }

  /** @param {Uint8Array} message */
  #send(message) {
    if (this.#socket?.readyState === 1) this.#socket.send(message)
  }

  /** @param {number} milliseconds */
  #expectMessageWithin(milliseconds) {
    this.#environment.clearTimeout(this.#silenceTimer)
    this.#silenceTimer = this.#environment.setTimeout(() => this.#lost(0, ""), milliseconds)
  }

  /** @param {number} code @param {string} reason */
  #lost(code, reason) {
    this.#dropSocket()
    this.#unsaved.restart()
    this.#forgetOthers()
    const cause = finalCause(code)
    if (cause !== null) {
      this.#update({ phase: "closed", cause, members: [], reason: reason || this.state.reason })
      return
    }
    const delay = this.#backoff.next()
    this.#retryTimer = this.#environment.setTimeout(() => this.#connect(), delay)
    const retryAt = this.#environment.now() + delay
    this.#update({ phase: "offline", retryAt, members: [], trouble: troubleOf(code, reason) ?? this.state.trouble })
  }

  /** Forgets clocks too, so that the server's word at the next connection counts. */
  #forgetOthers() {
    const others = [...this.#awareness.getStates().keys()].filter((id) => id !== this.#doc.clientID)
    removeAwarenessStates(this.#awareness, others, this)
    for (const id of others) this.#awareness.meta.delete(id)
  }

  #dropSocket() {
    this.#environment.clearTimeout(this.#silenceTimer)
    this.#environment.clearTimeout(this.#stableTimer)
    this.#outgoing = []
    this.#hasSentStep2 = false
    const socket = this.#socket
    this.#socket = null
    if (socket === null) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  /** @param {Partial<ConnectionState>} changes */
  #update(changes) {
    this.#state.value = { ...this.state, ...changes, unsaved: this.#unsaved.count }
  }
}
