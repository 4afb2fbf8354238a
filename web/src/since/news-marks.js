// SPDX-License-Identifier: Apache-2.0

import { Decoration, EditorView, StateEffect, StateField } from "../codemirror.js"

/** Shows where something is new; an empty list shows nothing. */
export const setNews =
  /** @type {import("#codemirror").StateEffectType<import("./news-of.js").News[]>} */ (StateEffect.define())

const written = Decoration.mark({ class: "since-written" })
const cut = Decoration.mark({ class: "since-cut" })

/** What is new since the last visit; the marks move with the text. */
export const newsMarks = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setNews)) continue
      const { length } = transaction.newDoc
      return Decoration.set(effect.value.filter(({ from }) => from < length).map(({ from, length: size, isCut }) =>
        (isCut ? cut : written).range(from, Math.min(length, from + size))), true)
    }
    return transaction.docChanged ? marks.map(transaction.changes) : marks
  },
  provide: (field) => EditorView.decorations.from(field),
})
