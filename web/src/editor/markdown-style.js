// SPDX-License-Identifier: Apache-2.0

import { Decoration, ViewPlugin, syntaxTree } from "../codemirror.js"
import { lineOf } from "./line-of.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").ViewUpdate} ViewUpdate */

/** What gets a class of its own, by the grammar's node names. */
const spans = Object.fromEntries(Object.entries({
  StrongEmphasis: "md-strong",
  Emphasis: "md-emphasis",
  Strikethrough: "md-strike",
  InlineCode: "md-code",
  Link: "md-link",
  Image: "md-link",
  URL: "md-url",
  LinkReference: "md-quiet",
  HTMLTag: "md-quiet",
  Comment: "md-quiet",
  CodeInfo: "md-quiet",
  TableDelimiter: "md-mark",
  HeaderMark: "md-mark",
  EmphasisMark: "md-mark",
  StrikethroughMark: "md-mark",
  CodeMark: "md-mark",
  LinkMark: "md-mark",
  QuoteMark: "md-mark",
  ListMark: "md-bullet",
  TaskMarker: "md-task",
  HorizontalRule: "md-rule",
  Escape: "md-escape",
}).map(([node, name]) => [node, Decoration.mark({ class: name })]))

/** What styles its whole lines. */
const lines = Object.fromEntries(Object.entries({
  ATXHeading1: "md-heading md-heading-1",
  ATXHeading2: "md-heading md-heading-2",
  ATXHeading3: "md-heading md-heading-3",
  ATXHeading4: "md-heading md-heading-4",
  ATXHeading5: "md-heading md-heading-5",
  ATXHeading6: "md-heading md-heading-6",
  SetextHeading1: "md-heading md-heading-1",
  SetextHeading2: "md-heading md-heading-2",
  Blockquote: "md-quote",
  FencedCode: "md-block",
  CodeBlock: "md-block",
  HTMLBlock: "md-block",
  Table: "md-table",
}).map(([node, name]) => [node, lineOf(name)]))

/** Styles the Markdown that is in view, and nothing else. */
export const markdownStyle = ViewPlugin.fromClass(class {
  /** @param {EditorView} view */
  constructor(view) {
    this.decorations = decorate(view)
  }

  /** @param {ViewUpdate} update */
  update({ view, docChanged, viewportChanged, state, startState }) {
    if (docChanged || viewportChanged || syntaxTree(state) !== syntaxTree(startState)) {
      this.decorations = decorate(view)
    }
  }
}, { decorations: (plugin) => plugin.decorations })

/** @param {EditorView} view */
function decorate(view) {
  /** @type {unknown[]} */
  const decorations = []
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: ({ name, from: start, to: end }) => {
        const span = spans[name]
        if (span !== undefined && end > start) decorations.push(span.range(start, end))
        const line = lines[name]
        if (line !== undefined) {
          decorateLines(view, line, Math.max(start, from), Math.min(end, to), decorations)
        }
      },
    })
  }
  return Decoration.set(decorations, true)
}

/**
 * @param {EditorView} view
 * @param {import("#codemirror").Decoration} decoration
 * @param {number} from
 * @param {number} to
 * @param {unknown[]} decorations
 */
function decorateLines(view, decoration, from, to, decorations) {
  const { doc } = view.state
  const last = doc.lineAt(to).number
  for (let { number } = doc.lineAt(from); number <= last; number += 1) {
    decorations.push(decoration.range(doc.line(number).from))
  }
}
