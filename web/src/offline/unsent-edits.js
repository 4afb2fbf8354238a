// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import { Signal } from "../signal.js"
import { TabStore } from "./tab-store.js"

/** @typedef {import("./device-database.js").DeviceDatabase} DeviceDatabase */
/** @typedef {import("./device-database.js").KeptText} KeptText */
/** @typedef {import("./left-edits.js").LeftEdits} LeftEdits */

/**
 * How much of what the server has not confirmed lies in this browser.
 *
 * @typedef {object} Kept
 * @property {number} count changes that are kept
 * @property {boolean} isFailing the browser keeps nothing more
 */

/**
 * What the records say beside the updates.
 *
 * @typedef {object} Facts
 * @property {number} unsaved changes the server has not confirmed
 * @property {number} savedClock up to which of its own clocks the server has everything of this page
 * @property {string} epoch
 * @property {boolean} isOnline
 * @property {boolean} hasDocument
 */

/** While connected, most changes are confirmed before this wait is over. In milliseconds. */
const onlineWait = 100
const retryWait = 5_000
/** After so many updates they are written anew as one. */
const maximumUpdates = 300

/**
 * Keeps what this page has written in the browser until the server has confirmed it.
 *
 * Writes follow one another like the server's: the next begins when the last has ended, and takes
 * what has come meanwhile. Offline, the first of them holds all that the kept pad lacks, so that what
 * is found later can be shown without the server.
 */
export class UnsentEdits {
  #store
  #doc
  #pad
  #who
  #name
  /** @type {() => Facts} */
  #facts = () => ({ unsaved: 0, savedClock: 0, epoch: "", isOnline: false, hasDocument: false })
  /** @type {() => Uint8Array} */
  #knownVector
  /** @type {() => Promise<void>} */
  #makeRoom
  /** @type {() => Promise<void>} */
  #lock
  #tab
  /** @type {Uint8Array[]} */
  #queue = []
  #state
  /** The clocks from which other clients' items, taken over from closed tabs, are unsent. */
  #takenOver = /** @type {Map<number, number>} */ (new Map())
  /** @type {LeftEdits[]} taken over and still to be removed */
  #emptied = []
  #updates = 0
  #isWhole = false
  #holdsPad = false
  #mustRewrite = false
  #mustClear = false
  #isStored = false
  #hasBegun = false
  #isLocked = false
  #isWorking = false
  #isOver = false
  /** Counts confirmations, so that a write which ends after one is not counted as kept. */
  #round = 0
  #timer = 0

  /**
   * @param {object} options
   * @param {DeviceDatabase} options.database
   * @param {Y.Doc} options.doc
   * @param {string} options.pad
   * @param {string} options.tab the random name of this page load
   * @param {string} options.who the identity that writes
   * @param {() => string} options.name of the person
   * @param {() => Uint8Array} options.knownVector the state vector of the kept pad
   * @param {() => Promise<void>} options.makeRoom drops what can be had again
   * @param {() => Promise<void>} options.lock tells other tabs that this one lives
   */
  constructor({ database, doc, pad, tab, who, name, knownVector, makeRoom, lock }) {
    this.#store = new TabStore(database, tab)
    this.#doc = doc
    this.#pad = pad
    this.#tab = tab
    this.#who = who
    this.#name = name
    this.#knownVector = knownVector
    this.#makeRoom = makeRoom
    this.#lock = lock
    this.#state = new Signal(/** @type {Kept} */ ({ count: 0, isFailing: false }))
  }

  /** @type {Signal<Kept>} */
  get state() {
    return this.#state
  }

  /** From which clocks on items are unsent, by client. */
  get savedClocks() {
    return new Map([...this.#takenOver, [this.#doc.clientID, this.#facts().savedClock]])
  }

  /** @param {() => Facts} facts as they are when asked for */
  begin(facts) {
    this.#facts = facts
    this.#hasBegun = true
    this.#wake()
  }

  /**
   * Makes what a closed tab left, and the document has by now, this page's to keep and to send.
   *
   * @param {LeftEdits} left
   */
  takeOver(left) {
    for (const [client, clock] of left.tab.saved) {
      this.#takenOver.set(client, Math.min(clock, this.#takenOver.get(client) ?? clock))
    }
    this.#emptied.push(left)
    this.#mustRewrite = true
    this.#show({ count: this.#state.value.count + left.changes })
    this.#wake()
  }

  /**
   * Removes what a tab left, once this page's own edits that stand for it are kept.
   *
   * @param {LeftEdits} left
   */
  replace(left) {
    this.#emptied.push(left)
    if (this.#facts().unsaved > 0) this.#mustRewrite = true
    else this.#mustClear = true
    this.#wake()
  }

  /** The person has another name now, and what is kept is still theirs. */
  renamed() {
    if (this.#isStored) this.keepAll()
  }

  /** @param {Uint8Array} update one change of this page */
  add(update) {
    if (this.#isOver) return
    this.#queue.push(update)
    if (!this.#facts().isOnline && !this.#isWhole) this.#mustRewrite = true
    this.#wake()
  }

  /** Everything is on the server's disk. */
  confirm() {
    this.#queue = []
    this.#mustRewrite = false
    this.#isWhole = false
    this.#round += 1
    this.#takenOver.clear()
    this.#show({ count: 0 })
    if (!this.#isStored && this.#emptied.length === 0) return
    this.#mustClear = true
    this.#wake()
  }

  /** The connection is gone: what is on its way has to be kept, and what it depends on. */
  keepAll() {
    if (this.#facts().unsaved === 0 || this.#isOver) return
    this.#mustRewrite = true
    this.#wake()
  }

  /** What lay in the browser is gone; it is written again from what the page has. */
  lost() {
    this.#isStored = false
    this.#isWhole = false
    this.#show({ count: 0 })
    this.keepAll()
  }

  /** Writes without waiting: the page may be about to end. */
  flush() {
    if (this.#queue.length > 0) this.#wake(0)
  }

  /**
   * Keeps only a text for its author, to be sent no more.
   *
   * @param {KeptText} refused
   * @returns {Promise<boolean>} whether it is kept
   */
  async refuse(refused) {
    this.#isOver = true
    clearTimeout(this.#timer)
    try {
      await this.#store.keepText({ ...this.#record(), refused })
      return true
    } catch {
      return false
    }
  }

  /** @param {number} [wait] in milliseconds */
  #wake(wait = this.#facts().isOnline && !this.#mustClear && !this.#mustRewrite ? onlineWait : 0) {
    if (this.#isWorking || !this.#hasBegun) return
    clearTimeout(this.#timer)
    if (wait > 0) this.#timer = window.setTimeout(() => void this.#work(), wait)
    else void this.#work()
  }

  async #work() {
    if (this.#isWorking) return
    this.#isWorking = true
    try {
      while (!this.#isOver && (this.#mustClear || this.#mustRewrite || this.#queue.length > 0)) {
        await this.#step()
        if (this.#state.value.isFailing) this.#show({ isFailing: false })
      }
      this.#isWorking = false
    } catch (error) {
      this.#isWorking = false
      await this.#failed(error)
    }
  }

  async #step() {
    if (this.#mustClear && !this.#mustRewrite) return this.#clear()
    if (!this.#isLocked) {
      await this.#lock()
      this.#isLocked = true
      if (this.#isOver) return undefined
    }
    if (this.#mustRewrite || this.#updates >= maximumUpdates) {
      return this.#rewrite()
    }
    return this.#append()
  }

  async #append() {
    const taken = this.#queue.splice(0)
    const [first, ...others] = taken
    if (first === undefined) return
    const update = others.length === 0 ? first : Y.mergeUpdates(taken)
    const round = this.#round
    try {
      this.#isStored = true
      const changes = taken.length
      await this.#store.append(this.#record(), { update, changes }, this.#durability)
    } catch (error) {
      if (round === this.#round) this.#queue.unshift(...taken)
      throw error
    }
    this.#updates += 1
    if (round === this.#round) this.#show({ count: this.#state.value.count + taken.length })
  }

  /** One update in the place of all: what the kept pad and so the server may lack. */
  async #rewrite() {
    const round = this.#round
    const taken = this.#queue.splice(0)
    const emptied = this.#emptied
    const changes = this.#facts().unsaved
    const vector = this.#knownVector()
    const update = Y.encodeStateAsUpdate(this.#doc, vector)
    this.#holdsPad = this.#facts().hasDocument && Y.decodeStateVector(vector).size === 0
    this.#mustRewrite = this.#mustClear = false
    try {
      this.#isStored = true
      await this.#store.replace(this.#record(), { update, changes }, emptied, this.#durability)
    } catch (error) {
      if (round === this.#round) {
        this.#queue.unshift(...taken)
        this.#mustRewrite = true
      }
      throw error
    }
    this.#emptied = this.#emptied.filter((left) => !emptied.includes(left))
    this.#updates = 1
    if (round !== this.#round) return
    this.#isWhole = true
    this.#show({ count: changes })
  }

  async #clear() {
    const emptied = this.#emptied
    this.#mustClear = false
    this.#isWhole = false
    this.#holdsPad = false
    try {
      await this.#store.clear(emptied)
    } catch (error) {
      this.#mustClear = true
      throw error
    }
    this.#emptied = this.#emptied.filter((left) => !emptied.includes(left))
    this.#updates = 0
    this.#isStored = false
  }

  /** While connected the server most likely has it already; without it, the disk must. */
  get #durability() {
    return this.#facts().isOnline ? "relaxed" : "strict"
  }

  /** @returns {import("./device-database.js").TabRecord} */
  #record() {
    return {
      id: this.#tab, pad: this.#pad, who: this.#who, name: this.#name(),
      epoch: this.#facts().epoch, at: Date.now(), saved: [...this.savedClocks],
      holdsPad: this.#holdsPad,
    }
  }

  /** @param {unknown} error */
  async #failed(error) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError"
    const isNew = !this.#state.value.isFailing
    this.#show({ isFailing: true })
    if (isFull && isNew) await this.#makeRoom()
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#work(), isFull && isNew ? 0 : retryWait)
  }

  /** @param {Partial<Kept>} changes */
  #show(changes) {
    this.#state.value = { ...this.#state.value, ...changes }
  }
}
