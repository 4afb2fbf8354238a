// SPDX-License-Identifier: Apache-2.0
// Undo's steps as plain values, so that they can outlive the page. The server sends deleted text to
// nobody, so a step keeps what it deleted, unit by unit; a page that takes it up gives that back to the
// deleted items, which still stand in their places. From there on undo is Yjs's own.

import * as Y from "yjs"

/** @typedef {ReturnType<typeof Y.createDeleteSet>} IDSet */
/** @typedef {[client: number, clock: number, length: number]} Range of units, by their IDs */
/** @typedef {[client: number, clock: number, text: string]} Deleted units with what they were */

/**
 * @typedef {object} KeptStep
 * @property {Range[]} inserted what undoing it deletes
 * @property {Deleted[]} deleted what undoing it brings back
 */

/** @typedef {{undo: KeptStep[], redo: KeptStep[]}} KeptSteps the next to be taken back last */

/**
 * What is kept of each of the two stacks. `length` counts UTF-16 units of deleted text, and for each
 * range `rangeLength` more.
 */
export const stepLimits = { steps: 100, length: 500_000, rangeLength: 40 }

/**
 * The person's latest steps. Behind one that there is no room for nothing is kept: undo would leap.
 *
 * @param {Y.UndoManager} manager
 * @param {KeptStep[]} before steps to undo that are older than the manager's
 * @returns {KeptSteps}
 */
export function keptSteps(manager, before = [], limits = stepLimits) {
  const kept = /** @type {KeptSteps} */ ({ undo: [], redo: [] })
  manager.doc.transact((transaction) => {
    const plain = (/** @type {Y.UndoManager["undoStack"]} */ stack) =>
      stack.slice(-limits.steps).map((step) => keptStep(transaction, step))
    kept.undo = latest([...before, ...plain(manager.undoStack)], limits)
    kept.redo = latest(plain(manager.redoStack), limits)
  })
  return kept
}

/**
 * Puts kept steps below those of this page. What this document does not have, or has not deleted, is
 * left out: then the server never had it.
 *
 * @param {Y.UndoManager} manager
 * @param {KeptSteps} kept
 */
export function takeUpSteps(manager, { undo, redo }) {
  const { doc, undoStack, redoStack } = manager
  // Who has written since has nothing to redo from before.
  const isUntouched = undoStack.length === 0 && redoStack.length === 0
  doc.transact((transaction) => {
    const taken = (/** @type {KeptStep[]} */ steps) => steps.map((step) => takenStep(transaction, step))
      .filter(({ insertions, deletions }) => insertions.clients.size + deletions.clients.size > 0)
    undoStack.unshift(...taken(undo))
    if (isUntouched) redoStack.unshift(...taken(redo))
  })
}

/**
 * Whether a document has all that kept steps are about, as it will once the server has been heard.
 *
 * @param {Y.Doc} doc
 * @param {KeptSteps} kept
 */
export function knowsSteps(doc, { undo, redo }) {
  return [...undo, ...redo].every(({ inserted, deleted }) =>
    inserted.every(([client, clock, length]) => Y.getState(doc.store, client) >= clock + length)
    && deleted.every((units) => isGone(doc, units)))
}

/** @param {Y.Doc} doc @param {Deleted} units */
function isGone({ store }, [client, clock, text]) {
  if (Y.getState(store, client) < clock + text.length) return false
  const structs = store.clients.get(client) ?? []
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
    const struct = structs[at]
    if (struct === undefined || struct.id.clock >= clock + text.length) break
    if (!struct.deleted) return false
  }
  return true
}

/**
 * Counts as inserted by a step, too, what was inserted by it, deleted later and brought back by undo.
 * That has new IDs, and Yjs goes on to the first piece only if somebody has written into it since.
 *
 * @param {Y.UndoManager} manager
 */
export function followBroughtBack({ doc, undoStack, redoStack }) {
  doc.transact((transaction) => {
    for (const step of [...undoStack, ...redoStack]) {
      step.insertions = withBroughtBack(transaction, step.insertions)
    }
  })
}

/** @param {Y.Transaction} transaction @param {IDSet} insertions */
function withBroughtBack(transaction, insertions) {
  const ranges = rangesOf(insertions)
  // The list grows as it is read.
  for (const range of ranges) {
    eachItem(transaction, setOf([range]), ({ redone, length }) => {
      if (redone !== null) ranges.push([redone.client, redone.clock, length])
    })
  }
  return setOf(ranges)
}

/** @param {KeptStep[]} all @param {typeof stepLimits} limits */
function latest(all, { steps, length, rangeLength }) {
  let room = length
  const isTooMuch = (/** @type {KeptStep} */ { inserted, deleted }) => {
    room -= (inserted.length + deleted.length) * rangeLength
    for (const [, , text] of deleted) room -= text.length
    return room < 0
  }
  const newestFirst = all.slice(-steps).reverse()
  const end = newestFirst.findIndex(isTooMuch)
  return (end < 0 ? newestFirst : newestFirst.slice(0, end)).reverse()
}

/**
 * @param {Y.Transaction} transaction
 * @param {Y.UndoManager["undoStack"][number]} step
 * @returns {KeptStep}
 */
function keptStep(transaction, { insertions, deletions }) {
  /** @type {Deleted[]} */
  const deleted = []
  eachItem(transaction, deletions, ({ id, content }) => {
    if (!(content instanceof Y.ContentString) || Y.isDeleted(insertions, id)) return
    const last = deleted.at(-1)
    if (last?.[0] === id.client && last[1] + last[2].length === id.clock) last[2] += content.str
    else deleted.push([id.client, id.clock, content.str])
  })
  return { inserted: rangesOf(withBroughtBack(transaction, insertions)), deleted }
}

/**
 * @param {Y.Transaction} transaction
 * @param {KeptStep} step
 */
function takenStep(transaction, { inserted, deleted }) {
  const { store } = transaction.doc
  /** @type {Range[]} */
  const known = inserted.map(([client, clock, length]) =>
    [client, clock, Math.min(length, Y.getState(store, client) - clock)])
  /** @type {Range[]} */
  const gone = []
  for (const [client, clock, text] of deleted) {
    const length = Math.min(text.length, Y.getState(store, client) - clock)
    eachItem(transaction, setOf([[client, clock, length]]), (item) => {
      if (!item.deleted) return
      const start = item.id.clock - clock
      item.content = new Y.ContentString(text.slice(start, start + item.length))
      item.keep = true
      gone.push([client, item.id.clock, item.length])
    })
  }
  return { insertions: setOf(known), deletions: setOf(gone), meta: new Map() }
}

/**
 * Calls for each item in a set, cut to the set's ranges.
 *
 * @param {Y.Transaction} transaction
 * @param {IDSet} set of what the document has
 * @param {(item: Y.Item) => void} body
 */
function eachItem(transaction, set, body) {
  Y.iterateDeletedStructs(transaction, set, (struct) => {
    if (struct instanceof Y.Item) body(struct)
  })
}

/** @param {IDSet} set @returns {Range[]} */
const rangesOf = (set) => [...set.clients].flatMap(([client, ranges]) =>
  ranges.map(({ clock, len }) => /** @type {Range} */ ([client, clock, len])))

/** @param {Range[]} ranges in any order; empty ones are left out */
function setOf(ranges) {
  const set = Y.createDeleteSet()
  for (const [client, clock, length] of [...ranges].sort((a, b) => a[1] - b[1])) {
    if (length <= 0) continue
    const before = set.clients.get(client) ?? []
    const last = before.at(-1)
    if (last !== undefined && last.clock + last.len >= clock) {
      last.len = Math.max(last.len, clock + length - last.clock)
    } else {
      before.push({ clock, len: length })
    }
    set.clients.set(client, before)
  }
  return set
}
