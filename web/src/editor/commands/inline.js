// SPDX-License-Identifier: Apache-2.0
// What a word processor does to selected words, done in Markdown. Each command is one edit.

import { EditorSelection, syntaxTree } from "../../codemirror.js"
import { knownNameAt } from "../../entities/known-names.js"
import { freeFootnote } from "../live/footnotes.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */

/** @typedef {"StrongEmphasis" | "Emphasis" | "Strikethrough" | "InlineCode"} Style */

/** @type {Record<Style, string>} */
const marks = { StrongEmphasis: "**", Emphasis: "*", Strikethrough: "~~", InlineCode: "`" }

/**
 * Gives the selected words a style, or the word at the caret; takes it away where it is.
 *
 * @param {EditorView} view @param {Style} style
 */
export function toggleStyle(view, style) {
  if (view.state.readOnly) return false
  const styled = styledAt(view.state, style)
  if (styled !== null) {
    unwrap(view, styled)
    return true
  }
  const mark = marks[style]
  const { from, to } = wordsAt(view.state)
  view.dispatch({
    changes: [{ from, insert: mark }, { from: to, insert: mark }],
    selection: EditorSelection.range(from + mark.length, to + mark.length),
    userEvent: "input.format",
  })
  return true
}

/**
 * The styled part the selection lies in.
 *
 * @param {EditorState} state @param {Style} style
 * @returns {SyntaxNode | null}
 */
export function styledAt(state, style) {
  const { from, to } = state.selection.main
  for (const side of /** @type {const} */ ([1, -1])) {
    let node = /** @type {SyntaxNode | null} */ (syntaxTree(state).resolveInner(from, side))
    while (node !== null && node.name !== style) node = node.parent
    if (node !== null && node.from <= from && node.to >= to) return node
  }
  return null
}

/** @param {EditorView} view @param {SyntaxNode} styled */
function unwrap(view, styled) {
  const { firstChild: first, lastChild: last } = styled
  if (first === null || last === null) return
  view.dispatch({
    changes: [{ from: first.from, to: first.to }, { from: last.from, to: last.to }],
    userEvent: "delete.format",
  })
}

/**
 * The selection without blanks at its ends, within one line; else the word at the caret.
 *
 * @param {EditorState} state
 */
function wordsAt({ doc, selection: { main } }) {
  const line = doc.lineAt(main.from)
  if (main.empty) {
    const before = /[\p{L}\p{N}_’'-]*$/u.exec(line.text.slice(0, main.from - line.from))?.[0] ?? ""
    const after = /^[\p{L}\p{N}_’'-]*/u.exec(line.text.slice(main.from - line.from))?.[0] ?? ""
    return { from: main.from - before.length, to: main.from + after.length }
  }
  const text = doc.sliceString(main.from, Math.min(main.to, line.to))
  const start = main.from + text.length - text.trimStart().length
  return { from: start, to: start + text.trim().length }
}

/**
 * Makes the selected words a link, and selects its address to be typed. A name that the knowledge base knows leads
 * to its page.
 *
 * @param {EditorView} view
 */
export function insertLink(view) {
  const known = knownNameAt(view.state)
  return known === null ? insertAddress(view, "[", "https://") : linkKnownName(view, known)
}

/**
 * Makes a name a link to its page.
 *
 * @param {EditorView} view @param {import("../../entities/known-names.js").KnownName} known
 * @returns {boolean} whether it is one
 */
export function linkKnownName(view, { from, to, url }) {
  if (view.state.readOnly) return false
  view.dispatch({
    changes: [{ from, insert: "[" }, { from: to, insert: `](${url})` }],
    selection: EditorSelection.cursor(to + url.length + 4),
    userEvent: "input.format",
  })
  return true
}

/**
 * @param {EditorView} view @param {"[" | "!["} opening @param {string} address
 */
function insertAddress(view, opening, address) {
  if (view.state.readOnly) return false
  const { from, to } = wordsAt(view.state)
  const words = view.state.doc.sliceString(from, to)
  const isAddress = /^(https?:\/\/|www\.)\S+$/.test(words)
  const text = isAddress ? "" : words
  const target = isAddress ? words : address
  const start = from + opening.length
  view.dispatch({
    changes: { from, to, insert: `${opening}${text}](${target})` },
    selection: text === "" ? EditorSelection.cursor(start)
      : EditorSelection.range(start + text.length + 2, start + text.length + 2 + target.length),
    userEvent: "input.format",
  })
  return true
}

/**
 * Puts a footnote's number here and its note at the end, where the caret goes.
 *
 * @param {EditorView} view
 */
export function insertFootnote(view) {
  if (view.state.readOnly) return false
  const { doc, selection: { main } } = view.state
  const number = freeFootnote(doc)
  const reference = `[^${number}]`
  const lastLine = doc.line(doc.lines).text
  const gap = doc.length === 0 || lastLine === "" ? "" : lastLine.startsWith("[^") ? "\n" : "\n\n"
  const note = `${gap}[^${number}]: `
  view.dispatch({
    changes: [{ from: main.to, insert: reference }, { from: doc.length, insert: note }],
    selection: EditorSelection.cursor(doc.length + reference.length + note.length),
    scrollIntoView: true,
    userEvent: "input.format",
  })
  return true
}
