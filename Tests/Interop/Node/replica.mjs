// SPDX-License-Identifier: Apache-2.0

/** One simulated editing session: a Yjs document, what it sent, and what it has not heard yet. */

import { root } from './describe.mjs'
import { editSomething } from './edits.mjs'
import { Y } from './libraries.mjs'

export class Replica {
  /** Updates of others that have not been applied here. */
  inbox = []

  #undo = null

  /**
   * @param {number} clientID
   * @param {boolean} gc Whether deleted content is dropped.
   * @param {{name: string, kind: string}[]} roots
   * @param {(update: {v1: Uint8Array, v2: Uint8Array}) => void} publish Hears local transactions.
   */
  constructor(clientID, gc, roots, publish) {
    this.roots = roots
    this.publish = publish
    this.#open(clientID, gc, null)
  }

  #open(clientID, gc, state) {
    this.doc = new Y.Doc({ gc })
    for (const each of this.roots) root(this.doc, each)
    if (state) Y.applyUpdate(this.doc, state)
    this.doc.clientID = clientID
    let v1
    this.doc.on('update', (update) => { v1 = update })
    this.doc.on('updateV2', (v2, origin, doc, transaction) => {
      if (transaction.local) this.publish({ v1, v2 })
    })
  }

  /** The page is reloaded: a new document from the old state, under the same or another client ID. */
  reload(clientID) {
    const state = Y.encodeStateAsUpdate(this.doc)
    this.#undo = null
    this.#open(clientID, this.doc.gc, state)
  }

  /** One transaction of one or several edits. */
  edit(random) {
    this.doc.transact(() => {
      for (let count = random.chance(0.7) ? 1 : random.between(2, 6); count > 0; count--) {
        editSomething(random, this.doc, this.roots)
      }
    })
  }

  /** An edit under an undo manager, or an undo or redo of such edits. */
  undoSomething(random) {
    // A capture time of zero or for ever: the clock must not decide what one undo takes back.
    const captureTimeout = random.pick([0, Number.MAX_SAFE_INTEGER])
    this.#undo ??= new Y.UndoManager(this.roots.map((each) => root(this.doc, each)), { captureTimeout })
    switch (random.weighted({ edit: 2, undo: 3, redo: 2, stop: 1 })) {
      case 'undo': return this.#undo.undo()
      case 'redo': return this.#undo.redo()
      case 'stop': return this.#undo.stopCapturing()
      default: return this.edit(random)
    }
  }

  /** Applies some of the waiting updates, in any order and either encoding. */
  receive(random) {
    const waiting = random.shuffled(this.inbox)
    const count = random.chance(0.3) ? waiting.length : random.between(0, waiting.length)
    this.inbox = waiting.slice(count)
    for (const { v1, v2 } of waiting.slice(0, count)) {
      if (random.chance(0.5)) Y.applyUpdate(this.doc, v1)
      else Y.applyUpdateV2(this.doc, v2)
    }
  }

  /** Everything here that the other lacks, in both encodings. */
  difference(other) {
    const since = Y.encodeStateVector(other.doc)
    return { v1: Y.encodeStateAsUpdate(this.doc, since), v2: Y.encodeStateAsUpdateV2(this.doc, since) }
  }
}
