// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import { EditorView, Prec, keymap } from "../codemirror.js"
import { fromSharedText } from "./text-binding.js"
import { followBroughtBack } from "./undo-steps.js"

/** @typedef {import("#codemirror").Transaction} Transaction */

/** Edits closer together than this, in milliseconds, are undone together. */
const captureTimeout = 500

class OwnEdits extends Y.UndoManager {
  undo() {
    followBroughtBack(this)
    return super.undo()
  }

  redo() {
    followBroughtBack(this)
    return super.redo()
  }
}

/**
 * Remembers the person's own edits, and no others.
 *
 * @param {Y.Text} text
 * @param {import("./text-binding.js").TextBinding} binding the origin of the person's edits
 */
export const ownEdits = (text, binding) =>
  new OwnEdits(text, { trackedOrigins: new Set([binding]), captureTimeout })

/**
 * Undo and redo by keyboard, menu and phone, of the person's own edits only.
 *
 * @param {Y.UndoManager} manager
 * @returns {import("#codemirror").Extension}
 */
export function undoCommands(manager) {
  const undo = (/** @type {EditorView} */ { state }) => {
    if (!state.readOnly) manager.undo()
    return true
  }
  const redo = (/** @type {EditorView} */ { state }) => {
    if (!state.readOnly) manager.redo()
    return true
  }
  return [
    Prec.high(keymap.of([
      { key: "Mod-z", run: undo, shift: redo, preventDefault: true },
      { key: "Mod-y", run: redo, preventDefault: true },
    ])),
    EditorView.domEventHandlers({
      // Shaking a phone, or the browser's Edit menu.
      beforeinput: (event, view) => {
        if (event.inputType === "historyUndo") undo(view)
        else if (event.inputType === "historyRedo") redo(view)
        else return false
        event.preventDefault()
        return true
      },
    }),
    // The listener runs before the shared text is written, the microtask after it.
    EditorView.updateListener.of(({ transactions }) => {
      if (transactions.some(startsNewStep)) manager.stopCapturing()
      if (transactions.some(isStepOfItsOwn)) queueMicrotask(() => manager.stopCapturing())
    }),
  ]
}

/** @param {Transaction} transaction */
const isStepOfItsOwn = (transaction) => ["input.paste", "input.drop", "delete.cut"]
  .some((event) => transaction.isUserEvent(event))

/**
 * Whether a new step of undo begins: with a new line, a paste, or elsewhere in the text.
 *
 * @param {Transaction} transaction
 */
function startsNewStep(transaction) {
  if (transaction.annotation(fromSharedText)) return false
  if (!transaction.docChanged) return transaction.selection !== undefined
  let hasLineEnd = false
  transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    hasLineEnd ||= inserted.lines > 1
  })
  return hasLineEnd || isStepOfItsOwn(transaction)
}
