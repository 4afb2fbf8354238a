// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import { DeviceDatabase } from "./device-database.js"
import { isOwn } from "./identity.js"
import { KeptPad } from "./kept-pads.js"
import { leftEdits } from "./left-edits.js"
import { documentOf, leftText } from "./left-text.js"
import { rewrite } from "./rewriting.js"
import { holdLock, isAlive } from "./tab-lock.js"
import { UnsentEdits } from "./unsent-edits.js"

/** @typedef {import("./device-database.js").KeptText} KeptText */
/** @typedef {import("./left-edits.js").LeftEdits} LeftEdits */
/** @typedef {import("../sync/pad-connection.js").PadConnection} PadConnection */
/** @typedef {import("../sync/pad-connection.js").Found} Found */

/**
 * What was written here by someone else, or was refused: its author decides what becomes of it.
 *
 * @typedef {object} Offer
 * @property {string} name of its author, as they gave it
 * @property {number} at when it was written, in milliseconds since 1970
 * @property {boolean} isRefused the server has seen it and does not take it
 * @property {string} reason what the server said to that
 * @property {string[]} passages
 * @property {string} text the whole pad as its author had it
 * @property {() => Promise<void>} discard
 * @property {(text: Y.Text) => void} insert writes it into the pad, as this page's own
 */

/**
 * One pad as this browser keeps it: its last known state, what this page has written and the server
 * has not confirmed, and what closed tabs have left.
 */
export class OfflinePad {
  #doc
  #told
  #name
  #tab
  #previousTab
  #unsent
  #kept
  #database
  #pad
  /** @type {Uint8Array[]} */
  #keptParts = []
  /** @type {Found} */
  found = { hasDocument: false, unsaved: 0, epoch: "" }
  /** @type {Offer[]} */
  offers = []

  /**
   * @param {object} options
   * @param {string} options.pad
   * @param {Y.Doc} options.doc still empty
   * @param {import("./identity.js").Told} options.told who this browser is
   * @param {() => string} options.name of the person
   * @param {string} options.tab the random name of this page load
   * @param {string} options.previousTab that of the last load in this tab, empty if there was none
   * @param {() => void} options.onLock called when this page begins to keep something
   */
  constructor({ pad, doc, told, name, tab, previousTab, onLock }) {
    const database = new DeviceDatabase()
    this.#database = database
    this.#pad = pad
    this.#doc = doc
    this.#told = told
    this.#name = name
    this.#tab = tab
    this.#previousTab = previousTab
    const kept = new KeptPad(database, pad, doc)
    this.#kept = kept
    this.#unsent = new UnsentEdits({
      database, doc, pad, tab, who: told.who, name,
      knownVector: () => kept.vector,
      makeRoom: () => kept.dropOthers(),
      lock: () => {
        onLock()
        return holdLock(tab)
      },
    })
    database.onLost = () => {
      this.#kept.lost()
      this.#unsent.lost()
      this.#kept.soon()
    }
  }

  /** How much of what is unsaved this browser keeps. */
  get state() {
    return this.#unsent.state
  }

  /** From which clocks on items are unsent, by client. */
  get savedClocks() {
    return this.#unsent.savedClocks
  }

  /** Fills the document with what is kept and this identity's to send. A refusal is as nothing kept. */
  async open() {
    try {
      const kept = await this.#kept.read()
      const left = await this.#left()
      this.#keptParts = kept?.parts ?? []
      const epoch = kept?.epoch || left.find(({ tab }) => this.#isOwn(tab))?.tab.epoch || ""
      this.found = { hasDocument: kept !== null, unsaved: 0, epoch }
      for (const part of this.#keptParts) Y.applyUpdate(this.#doc, part, this)
      for (const edits of left) this.#receive(edits)
    } catch {
      // The pad is then as it is where nothing was ever kept.
    }
    return this
  }

  /**
   * Keeps what comes and what is written.
   *
   * @param {PadConnection} connection of the document, which has counted what was found
   */
  follow(connection) {
    this.#unsent.begin(() => ({
      unsaved: connection.state.unsaved, savedClock: connection.savedClock,
      epoch: connection.epoch, isOnline: connection.state.phase === "online",
      hasDocument: connection.state.hasDocument,
    }))
    this.#kept.follow({
      epoch: () => connection.epoch,
      erasures: () => connection.state.erasures,
      isServers: () => {
        const { hasDocument, unsaved, phase } = connection.state
        return hasDocument && unsaved === 0 && phase !== "closed"
      },
    })
    this.#doc.on("update", (/** @type {Uint8Array} */ update, /** @type {unknown} */ source) => {
      if (source !== connection && source !== this) this.#unsent.add(update)
    })
    let { phase, unsaved, erasures } = connection.state
    connection.subscribe((now) => {
      const before = { phase, unsaved }
      phase = now.phase
      unsaved = now.unsaved
      if (unsaved === 0 && before.unsaved > 0) {
        this.#unsent.confirm()
        this.#kept.soon()
      }
      if (now.erasures !== erasures) {
        erasures = now.erasures
        this.#kept.erased()
      }
      if (phase === before.phase) return
      if (phase === "online") void this.#receiveLate(connection)
      else this.keepNow()
    })
  }

  /** Keeps everything without waiting: the network is gone, or the page may be about to end. */
  keepNow() {
    this.#unsent.keepAll()
    this.#unsent.flush()
    void this.#kept.keepNow()
  }

  /** The history behind the pad's name is not this one any more. */
  forgetPad() {
    return this.#kept.forget()
  }

  /**
   * The server does not take what this page wrote: it is kept for its author, and sent no more.
   *
   * @param {KeptText} text
   * @returns {Promise<boolean>} whether it is kept
   */
  async refuse(text) {
    await this.forgetPad()
    return this.#unsent.refuse(text)
  }

  /** What is kept is still this person's. */
  renamed() {
    this.#unsent.renamed()
  }

  #left() {
    return leftEdits(this.#database, this.#pad, async (tab) =>
      tab === this.#tab || (tab !== this.#previousTab && await isAlive(tab)))
  }

  /**
   * A tab that was closed while offline may have left something since.
   *
   * @param {PadConnection} connection
   */
  async #receiveLate(connection) {
    try {
      for (const edits of await this.#left()) {
        if (!this.#isOwn(edits.tab) || edits.tab.refused !== undefined) continue
        for (const update of edits.updates) Y.applyUpdate(this.#doc, update, "left")
        // What changed nothing has come from the server already.
        if (connection.state.unsaved > 0) this.#unsent.takeOver(edits)
        else await edits.discard()
      }
    } catch {
      // It is found when the pad is opened next.
    }
  }

  /** @param {LeftEdits} left */
  #receive(left) {
    const { tab } = left
    const isOfHistory = tab.epoch === "" || tab.epoch === this.found.epoch
    if (tab.refused === undefined && isOfHistory && this.#isOwn(tab)) {
      for (const update of left.updates) Y.applyUpdate(this.#doc, update, this)
      this.found.unsaved += left.changes
      this.found.hasDocument ||= tab.holdsPad
      this.#unsent.takeOver(left)
      return
    }
    const { passages, text } = leftText(left, this.#keptParts)
    this.offers.push({
      name: tab.name, at: tab.refused?.at ?? tab.at, isRefused: tab.refused !== undefined,
      reason: tab.refused?.reason ?? "",
      passages, text,
      discard: () => left.discard(),
      insert: (into) => {
        const other = documentOf(left, this.#keptParts)
        rewrite(into, other.getText("content"), new Map(tab.saved))
        this.#unsent.replace(left)
      },
    })
  }

  /** @param {import("./device-database.js").TabRecord} tab */
  #isOwn(tab) {
    return isOwn(this.#told, this.#name(), tab)
  }
}
