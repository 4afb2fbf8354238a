// SPDX-License-Identifier: Apache-2.0

import { StateEffect, StateField } from "../codemirror.js"
import { fromSharedText } from "./text-binding.js"

/** @typedef {import("#codemirror").ChangeSet} ChangeSet */

/**
 * Where somebody else writes, in this editor's coordinates.
 *
 * @typedef {object} RemoteCaret
 * @property {import("../presence/people.js").Person} person
 * @property {number} anchor
 * @property {number} head
 * @property {number} movedAt milliseconds since 1970
 */

export const setCarets = /** @type {import("#codemirror").StateEffectType<RemoteCaret[]>} */ (
  StateEffect.define())

/**
 * The carets of the others. Between two awareness messages they move with the text as relative
 * positions do: what is inserted at a caret ends up before it.
 */
export const remoteCaretField = StateField.define({
  create: () => /** @type {RemoteCaret[]} */ ([]),
  update(carets, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setCarets)) return effect.value
    }
    if (!transaction.docChanged || carets.length === 0) return carets
    const isShared = transaction.annotation(fromSharedText) === true
    return carets.map((caret) => ({
      ...caret,
      anchor: transaction.changes.mapPos(caret.anchor, 1),
      head: transaction.changes.mapPos(caret.head, 1),
      movedAt: isShared && isTouched(caret.head, transaction.changes) ? Date.now() : caret.movedAt,
    }))
  },
})

/**
 * Whether the change ends where the caret is: then it is most likely its owner who typed.
 *
 * @param {number} position
 * @param {ChangeSet} changes
 */
function isTouched(position, changes) {
  let touched = false
  changes.iterChanges((_from, to) => {
    touched ||= to === position
  })
  return touched
}
