// SPDX-License-Identifier: Apache-2.0

import { Decoration, EditorView, ViewPlugin } from "../codemirror.js"

/** @typedef {import("#codemirror").ViewUpdate} ViewUpdate */

/** A letter that is written from right to left: Hebrew, Arabic, Syriac, Thaana, N’Ko, Adlam and others. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

const byItsFirstLetter = Decoration.line({ attributes: { dir: "auto" } })

/** @param {EditorView} view */
function directions(view) {
  const { doc } = view.state
  /** @type {unknown[]} */
  const lines = []
  for (const { from, to } of view.visibleRanges) {
    for (let position = from; position <= to;) {
      const line = doc.lineAt(position)
      if (rightToLeft.test(line.text)) lines.push(byItsFirstLetter.range(line.from))
      position = line.to + 1
    }
  }
  return Decoration.set(lines)
}

/** Each line runs in the direction of its own words, and the caret with it. */
export const lineDirection = [
  EditorView.perLineTextDirection.of(true),
  ViewPlugin.fromClass(class {
    /** @param {EditorView} view */
    constructor(view) {
      this.lines = directions(view)
    }

    /** @param {ViewUpdate} update */
    update({ view, docChanged, viewportChanged }) {
      if (docChanged || viewportChanged) this.lines = directions(view)
    }
  }, { decorations: ({ lines }) => lines }),
]
