// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import { answer } from "./device-database.js"

/** @typedef {import("./device-database.js").PadFacts} PadFacts */
/** @typedef {import("./device-database.js").PadState} PadState */

/** How much of other pads this browser keeps for reading without a network. */
export const padLimits = { pads: 30, bytes: 30_000_000, padBytes: 16_000_000 }

/** After a change the pad is kept when nothing has come for the first, at the latest after the second. */
const rest = 2_000
const longestWait = 20_000
/** After so many additions the pad is encoded anew as one. */
const maximumParts = 40

/**
 * The last state of each pad that the server had and this browser saw, so that it opens without a
 * network. Never anything unsent: that may be another person's.
 */
export class KeptPad {
  #database
  #doc
  #pad
  #vector = new Uint8Array([0])
  #epoch = () => ""
  #erasures = () => 0
  /** @type {() => boolean} whether the document is just what the server has */
  #isServers = () => false
  #timer = 0
  #since = 0
  /** Whether what is kept is the document as it is. */
  #isFresh = false
  #isOver = false

  /**
   * @param {import("./device-database.js").DeviceDatabase} database
   * @param {string} pad
   * @param {Y.Doc} doc
   */
  constructor(database, pad, doc) {
    this.#database = database
    this.#pad = pad
    this.#doc = doc
  }

  /** The state vector of what is kept. */
  get vector() {
    return this.#vector
  }

  /**
   * @returns {Promise<{parts: Uint8Array[], epoch: string} | null>} null if the pad is not kept
   */
  async read() {
    return this.#database.transact(["padFacts", "padStates"], "readonly", async (store) => {
      const facts = answer(store("padFacts").get(this.#pad))
      const kept = answer(store("padStates").get(this.#pad))
      const [{ epoch = "", vector = null } = {}, { parts = null } = {}] = [await facts, await kept]
      if (parts === null || vector === null) return null
      this.#vector = vector
      return { parts, epoch }
    })
  }

  /**
   * Keeps the document each time it has come to rest.
   *
   * @param {object} options
   * @param {() => string} options.epoch
   * @param {() => number} options.erasures how often passages were erased from the pad's history
   * @param {() => boolean} options.isServers whether the document is just what the server has
   */
  follow({ epoch, erasures, isServers }) {
    this.#epoch = epoch
    this.#erasures = erasures
    this.#isServers = isServers
    this.#doc.on("update", () => {
      this.#isFresh = false
      this.soon()
    })
    this.soon()
  }

  /** What is kept may hold a passage that was erased: the whole is kept anew. */
  erased() {
    this.#isFresh = false
    this.soon()
  }

  /** Keeps the document when nothing comes for a moment. */
  soon() {
    if (this.#isOver) return
    const now = Date.now()
    if (this.#timer === 0) this.#since = now
    clearTimeout(this.#timer)
    const wait = Math.max(0, Math.min(rest, this.#since + longestWait - now))
    this.#timer = window.setTimeout(() => void this.keepNow(), wait)
  }

  /** Keeps the document as it is, if it is the server's. */
  async keepNow() {
    clearTimeout(this.#timer)
    this.#timer = 0
    if (this.#isOver || this.#isFresh || !this.#isServers()) return
    const vector = Y.encodeStateVector(this.#doc)
    this.#isFresh = true
    try {
      await this.#database.transact(["padFacts", "padStates", "tabs"], "readwrite", async (store) => {
        await this.#write(store, vector)
        await drop(store, padLimits)
      })
      this.#vector = vector
    } catch {
      this.#isFresh = false
      // A pad that cannot be kept is only not there without a network.
    }
  }

  /**
   * Adds what is new. All of a long pad is encoded rarely, because typing would wait for it; and what
   * another tab has kept stays, because its unsent edits may depend on it.
   *
   * @param {(name: "padFacts" | "padStates") => IDBObjectStore} store
   * @param {Uint8Array} vector of the document as it is
   */
  async #write(store, vector) {
    /** @type {PadFacts | undefined} */
    const facts = await answer(store("padFacts").get(this.#pad))
    /** @type {PadState | undefined} */
    const kept = await answer(store("padStates").get(this.#pad))
    const epoch = this.#epoch()
    const erasures = this.#erasures()
    const isClean = (facts?.erasures ?? 0) >= erasures
    const isSame = facts !== undefined && kept !== undefined && facts.epoch === epoch && isClean
    const known = isSame ? Y.decodeStateVector(facts.vector) : new Map()
    const ours = Y.decodeStateVector(vector)
    const isAhead = [...known].every(([client, clock]) => clock <= (ours.get(client) ?? 0))
    const isWhole = !isSame || (isAhead && kept.parts.length >= maximumParts)
    const parts = isWhole ? [isClean ? Y.encodeStateAsUpdate(this.#doc) : withoutDeleted(this.#doc)]
      : [...kept.parts, Y.encodeStateAsUpdate(this.#doc, this.#vector)]
    const size = parts.reduce((sum, { length }) => sum + length, 0)
    if (size > padLimits.padBytes) return
    const joined = isAhead ? vector : joinedVectors(known, ours)
    store("padFacts").put({
      pad: this.#pad, epoch, vector: joined, size, at: Date.now(),
      erasures: Math.max(erasures, facts?.erasures ?? 0),
    })
    store("padStates").put({ pad: this.#pad, parts })
  }

  /** What was kept has gone from the browser. */
  lost() {
    this.#isFresh = false
    this.#vector = new Uint8Array([0])
  }

  /** The pad is no longer this browser's to show. */
  async forget() {
    this.#isOver = true
    clearTimeout(this.#timer)
    await this.#database.transact(["padFacts", "padStates"], "readwrite", (store) => {
      store("padFacts").delete(this.#pad)
      store("padStates").delete(this.#pad)
    }).catch(() => {})
  }

  /** Drops all other pads, when there is no room for what is unsent. */
  async dropOthers() {
    await this.#database.transact(["padFacts", "padStates", "tabs"], "readwrite",
      (store) => drop(store, { pads: 0, bytes: 0 })).catch(() => {})
  }
}

/**
 * The document without the deleted text that it keeps for undoing.
 *
 * @param {Y.Doc} doc
 */
function withoutDeleted(doc) {
  const clean = new Y.Doc()
  Y.applyUpdate(clean, Y.encodeStateAsUpdate(doc))
  return Y.encodeStateAsUpdate(clean)
}

/**
 * @param {Map<number, number>} a
 * @param {Map<number, number>} b
 */
function joinedVectors(a, b) {
  const joined = new Map(a)
  for (const [client, clock] of b) joined.set(client, Math.max(clock, joined.get(client) ?? 0))
  return Y.encodeStateVector(joined)
}

/**
 * Drops the pads that were opened longest ago, except those that unsent edits depend on.
 *
 * @param {(name: "padFacts" | "padStates" | "tabs") => IDBObjectStore} store
 * @param {{pads: number, bytes: number}} limits
 */
async function drop(store, { pads, bytes }) {
  const facts = answer(store("padFacts").getAll())
  const tabs = /** @type {{pad: string}[]} */ (await answer(store("tabs").getAll()))
  const kept = new Set(tabs.map(({ pad }) => pad))
  const all = /** @type {PadFacts[]} */ (await facts).sort((a, b) => b.at - a.at)
  let room = bytes
  all.forEach(({ pad, size }, index) => {
    room -= size
    if (kept.has(pad) || (index < pads && room >= 0)) return
    store("padFacts").delete(pad)
    store("padStates").delete(pad)
  })
}
