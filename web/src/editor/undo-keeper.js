// SPDX-License-Identifier: Apache-2.0

import { isOwn } from "../offline/identity.js"
import { forgetUndo, keepUndo, keptUndo } from "./undo-storage.js"
import { keptSteps, knowsSteps, takeUpSteps } from "./undo-steps.js"

/** @typedef {import("./undo-storage.js").KeptUndo} KeptUndo */

/**
 * What the keeper needs of the document's connection.
 *
 * @typedef {object} Connection
 * @property {string} epoch
 * @property {{phase: string, erasures: number}} state
 * @property {(listener: (state: {phase: string, erasures: number}) => void) => void} subscribe
 */

/** So long after the last step the steps are kept, in milliseconds. */
const rest = 1_000
/** A page that is being loaded again lets its lock go within so many tries of so many milliseconds. */
const patience = { tries: 15, wait: 200 }

/** Keeps undo's steps over a reload of their tab, for whoever did them and for nobody else. */
export class UndoKeeper {
  #manager
  #pad
  #tab
  #told
  #name
  #locks
  #storage
  /** @type {Connection | null} */
  #connection = null
  /**
   * What waits for the document to have what it is about.
   *
   * @type {KeptUndo | null}
   */
  #found = null
  /** Of how many erasures the steps know: what was deleted before a later one must not come back. */
  #erasures = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #isLocked = false

  /**
   * @param {object} options
   * @param {import("yjs").UndoManager} options.manager
   * @param {string} options.pad
   * @param {string} options.tab the random name of this page load
   * @param {import("../offline/identity.js").Told} options.told who this browser is
   * @param {() => string} options.name of the person
   * @param {{isAlive: (name: string) => Promise<boolean>, hold: (name: string) => Promise<void>}} options.locks
   * @param {import("./undo-storage.js").TabStorage} [options.storage]
   */
  constructor({ manager, pad, tab, told, name, locks, storage }) {
    this.#manager = manager
    this.#pad = pad
    this.#tab = tab
    this.#told = told
    this.#name = name
    this.#locks = locks
    this.#storage = storage
  }

  /**
   * Takes up what is kept once the document has what it is about, and keeps what is done from now on.
   *
   * @param {Connection} connection of the document
   */
  async follow(connection) {
    this.#connection = connection
    for (const event of /** @type {const} */ ([
      "stack-item-added", "stack-item-updated", "stack-item-popped",
    ])) this.#manager.on(event, () => this.#soon())
    this.#found = this.#ownUndo()
    if (this.#found !== null && await this.#isAnotherPages(this.#found)) this.#found = null
    this.#erasures = this.#found?.erasures ?? 0
    connection.subscribe(({ erasures }) => this.#follow(erasures))
    if (this.#found !== null) connection.subscribe(() => this.#takeUp())
  }

  /** Keeps the steps without waiting: the page may be about to end. */
  keepNow() {
    clearTimeout(this.#timer)
    const { undoStack, redoStack } = this.#manager
    const epoch = this.#connection?.epoch ?? ""
    if (epoch === "" || undoStack.length + redoStack.length === 0) return
    // What could not be taken up yet stays below what was done since.
    const before = this.#found?.epoch === epoch ? this.#found.steps.undo : []
    const steps = keptSteps(this.#manager, before)
    keepUndo({
      pad: this.#pad, epoch, who: this.#told.who, name: this.#name(), tab: this.#tab, steps,
      erasures: this.#erasures,
    }, this.#storage)
    if (this.#isLocked) return
    this.#isLocked = true
    void this.#locks.hold(lockOf(this.#tab))
  }

  /** @param {number} erasures how often passages were taken out of the pad, as the server tells */
  #follow(erasures) {
    if (erasures <= this.#erasures) return
    this.#erasures = erasures
    this.#found = null
    this.#manager.clear()
    if (keptUndo(this.#storage)?.pad === this.#pad) forgetUndo(this.#storage)
  }

  #soon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.keepNow(), rest)
  }

  /** What this person did in this pad; what somebody else did in this tab is forgotten. */
  #ownUndo() {
    const kept = keptUndo(this.#storage)
    if (kept === null) return null
    if (!isOwn(this.#told, this.#name(), kept)) forgetUndo(this.#storage)
    else if (kept.pad === this.#pad) return kept
    return null
  }

  /**
   * Whether the page that kept the steps lives: then this tab was made as a copy of that page's, and
   * each of them would bring the same text back.
   *
   * @param {KeptUndo} kept
   */
  async #isAnotherPages({ tab }) {
    for (let tries = 0; tries < patience.tries; tries += 1) {
      if (!await this.#locks.isAlive(lockOf(tab))) return false
      await new Promise((resolve) => setTimeout(resolve, patience.wait))
    }
    return true
  }

  #takeUp() {
    const connection = this.#connection
    if (this.#found === null || connection === null || connection.epoch === "") return
    const { epoch, steps } = this.#found
    const isOfHistory = epoch === connection.epoch
    const hasAll = connection.state.phase === "online" || knowsSteps(this.#manager.doc, steps)
    if (isOfHistory && !hasAll) return
    this.#found = null
    if (!isOfHistory) return forgetUndo(this.#storage)
    takeUpSteps(this.#manager, steps)
    this.keepNow()
  }
}

/** @param {string} tab */
const lockOf = (tab) => `${tab}.undo`
