// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import { Annotation, ChangeSet } from "../codemirror.js"
import { HeldChanges } from "./held-changes.js"
import { keepPairsWhole } from "./surrogate-pairs.js"

/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").Transaction} Transaction */
/** @typedef {import("#codemirror").ChangeSpec} ChangeSpec */

/**
 * The part of an editor view that the binding needs.
 *
 * @typedef {object} Host
 * @property {EditorState} state
 * @property {(spec: import("#codemirror").TransactionSpec) => void} dispatch
 * @property {boolean} [composing] whether an input method is at work
 */

/** Marks editor transactions that repeat what the shared text already holds. */
export const fromSharedText =
  /** @type {import("#codemirror").AnnotationType<true>} */ (Annotation.define())

/** Stands in the editor for one unit of the shared text that is not a character. */
const embedPlaceholder = "\uFFFC"

/** Nobody's words wait longer than this for a composition to end, in milliseconds. */
const longestWait = 4_000

/**
 * Keeps an editor's document and a shared text equal. Both count in UTF-16 units.
 *
 * The binding is the Yjs origin of the person's own edits, by which undo knows them.
 */
export class TextBinding {
  #text
  /** @type {Host | null} */
  #host = null
  #held = new HeldChanges()
  #timer = 0

  /** @param {Y.Text} text */
  constructor(text) {
    this.#text = text
  }

  /** What the editor must hold when it is attached. */
  get initialDocument() {
    return contentOf(this.#text)
  }

  /** @param {Host} host whose document equals `initialDocument` */
  attach(host) {
    this.#host = host
    this.#text.observe(this.#sharedChange)
  }

  detach() {
    this.#text.unobserve(this.#sharedChange)
    this.#host = null
  }

  /**
   * Writes the person's edits into the shared text; to be called after the editor took them.
   *
   * @param {readonly Transaction[]} transactions
   */
  editorChanged(transactions) {
    for (const transaction of transactions) {
      if (!transaction.docChanged || transaction.annotation(fromSharedText)) continue
      this.#write(transaction)
    }
    this.#reconcile()
  }

  /** Takes what was held back; to be called when a composition ends. */
  compositionEnded() {
    clearTimeout(this.#timer)
    const changes = this.#held.release()
    if (changes !== null) this.#show(changes)
  }

  /**
   * While changes are held, a place in the editor's document is another one in the shared text.
   *
   * @param {number} position in the editor's document
   */
  toShared(position) {
    return this.#held.toShared(position)
  }

  /** @param {number} position in the shared text */
  toEditor(position) {
    return this.#held.toEditor(position)
  }

  /** @param {Transaction} transaction */
  #write({ startState, changes }) {
    const isHolding = !this.#held.isEmpty
    const edit = this.#held.transform(changes)
    Y.transact(this.#text.doc ?? new Y.Doc(), () => {
      edit.iterChanges((fromA, toA, fromB, _toB, inserted) => {
        // While changes are held, a pair cut in two by an edit is left to Yjs.
        const change = isHolding ? { from: fromA, to: toA, insert: inserted.toString() }
          : keepPairsWhole(startState.doc, fromA, toA, inserted.toString())
        const start = fromB - (fromA - change.from)
        if (change.to > change.from) this.#text.delete(start, change.to - change.from)
        if (change.insert.length > 0) this.#text.insert(start, change.insert)
      })
    }, this)
  }

  #sharedChange = (/** @type {Y.YTextEvent} */ event, /** @type {Y.Transaction} */ transaction) => {
    const host = this.#host
    if (host === null || transaction.origin === this) return
    const changes = changesOf(event)
    if (changes.length === 0) return
    const isUndo = transaction.origin instanceof Y.UndoManager
    const set = ChangeSet.of(changes, lengthBefore(this.#text.length, changes), "\n")
    if (!isUndo && (!this.#held.isEmpty || this.#isBeingComposed(host, changes))) {
      if (this.#held.isEmpty) {
        this.#timer = setTimeout(() => this.compositionEnded(), longestWait)
      }
      this.#held.hold(set)
      return
    }
    if (!this.#held.isEmpty) {
      this.#held.hold(set)
      this.compositionEnded()
      return
    }
    this.#show(set, isUndo ? endOf(changes) : undefined)
  }

  /**
   * @param {ChangeSet} changes
   * @param {number} [caret] where it goes; it stays with the text if not given
   */
  #show(changes, caret) {
    this.#host?.dispatch({
      changes,
      annotations: fromSharedText.of(true),
      filter: false,
      ...(caret === undefined ? {} : { selection: { anchor: caret }, scrollIntoView: true }),
    })
    this.#reconcile()
  }

  /**
   * Whether a change falls into the line in which an input method is at work.
   *
   * @param {Host} host
   * @param {ChangeSpec[]} changes
   */
  #isBeingComposed({ state, composing }, changes) {
    if (composing !== true) return false
    const line = state.doc.lineAt(state.selection.main.head)
    return changes.some(({ from, to = from }) => from <= line.to && to >= line.from)
  }

  /** Should the two ever differ, the shared text is right: it is what everyone else has. */
  #reconcile() {
    const host = this.#host
    if (host === null || !this.#held.isEmpty || host.state.doc.length === this.#text.length) return
    console.error("Encrier: the editor differed from the shared text and was corrected.")
    host.dispatch({
      changes: { from: 0, to: host.state.doc.length, insert: contentOf(this.#text) },
      annotations: fromSharedText.of(true),
      filter: false,
    })
  }
}

/** @param {Y.Text} text */
function contentOf(text) {
  const characters = text.toString()
  if (characters.length === text.length) return characters
  const runs = /** @type {{insert: unknown}[]} */ (text.toDelta())
  return runs.map(({ insert }) => typeof insert === "string" ? insert : embedPlaceholder).join("")
}

/** @param {Y.YTextEvent} event @returns {ChangeSpec[]} in coordinates of the text before it */
function changesOf(event) {
  const changes = []
  let position = 0
  for (const part of event.delta) {
    if (part.insert !== undefined) {
      const insert = typeof part.insert === "string" ? part.insert : embedPlaceholder
      changes.push({ from: position, insert })
    } else if (part.delete !== undefined) {
      changes.push({ from: position, to: position + part.delete })
      position += part.delete
    } else {
      position += part.retain ?? 0
    }
  }
  return changes
}

/**
 * How long a text was before some changes made it this long.
 *
 * @param {number} length
 * @param {ChangeSpec[]} changes
 */
const lengthBefore = (length, changes) => changes.reduce(
  (before, { from, to = from, insert = "" }) => before - insert.length + to - from, length)

/**
 * Where the last change ends, in coordinates of the text after all.
 *
 * @param {ChangeSpec[]} changes
 */
function endOf(changes) {
  let shift = 0
  let end = 0
  for (const { from, to = from, insert = "" } of changes) {
    end = from + shift + insert.length
    shift += insert.length - (to - from)
  }
  return end
}
