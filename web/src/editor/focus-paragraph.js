// SPDX-License-Identifier: Apache-2.0

import { Decoration, EditorView, ViewPlugin } from "../codemirror.js"

/** @typedef {import("#codemirror").ViewUpdate} ViewUpdate */

const line = Decoration.line({ class: "is-current-paragraph" })

/** Marks the paragraph the caret is in; the style sheet dims the others in focus mode. */
export const focusParagraph = ViewPlugin.fromClass(class {
  /** @param {EditorView} view */
  constructor(view) {
    this.decorations = paragraphOf(view)
  }

  /** @param {ViewUpdate} update */
  update({ view, docChanged, selectionSet }) {
    if (docChanged || selectionSet) this.decorations = paragraphOf(view)
  }
}, { decorations: ({ decorations }) => decorations })

/** @param {EditorView} view */
function paragraphOf({ state: { doc, selection } }) {
  const { number } = doc.lineAt(selection.main.head)
  const isBlank = (/** @type {number} */ at) => doc.line(at).text.trim() === ""
  let first = number
  let last = number
  // A paragraph of a hundred lines is dimmed beyond them.
  while (first > 1 && number - first < 100 && !isBlank(first) && !isBlank(first - 1)) first -= 1
  while (last < doc.lines && last - number < 100 && !isBlank(last) && !isBlank(last + 1)) last += 1
  const lines = []
  for (let at = first; at <= last; at += 1) lines.push(line.range(doc.line(at).from))
  return Decoration.set(lines)
}
