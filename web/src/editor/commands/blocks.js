// SPDX-License-Identifier: Apache-2.0
// What a word processor does to paragraphs, done in Markdown. Each command is one edit.

import { EditorSelection } from "../../codemirror.js"
import { rowText } from "../tables/rows.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").Line} Line */
/** @typedef {"paragraph" | "heading1" | "heading2" | "heading3"} Rank */
/** @typedef {"bullets" | "numbers" | "tasks" | "quote"} ListKind */

const prefix = /^([ \t]*)(#{1,6}[ \t]+|(?:>[ \t]?)+|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/

const ranks = /** @type {const} */ ({ paragraph: "", heading1: "# ", heading2: "## ", heading3: "### " })

/** @param {EditorView} view @param {Rank} rank of the selected lines */
export const setRank = (view, rank) => changeLines(view, () => ranks[rank])

/**
 * What the caret's line is.
 *
 * @param {import("#codemirror").EditorState} state @returns {Rank | ListKind}
 */
export function rankAt({ doc, selection }) {
  const mark = prefix.exec(doc.lineAt(selection.main.head).text)?.[2] ?? ""
  if (mark.startsWith("#")) {
    const level = mark.trim().length
    return level === 1 ? "heading1" : level === 2 ? "heading2" : "heading3"
  }
  return kindOf(mark) ?? "paragraph"
}

/** @param {string} mark @returns {ListKind | null} */
function kindOf(mark) {
  if (mark.startsWith(">")) return "quote"
  if (/\[[ xX]\]/.test(mark)) return "tasks"
  if (/^\d/.test(mark)) return "numbers"
  return /^[-*+]/.test(mark) ? "bullets" : null
}

/**
 * Makes the selected lines a list or a quote; takes it away where all are.
 *
 * @param {EditorView} view @param {ListKind} kind
 */
export function toggleList(view, kind) {
  const isAll = selectedLines(view).every(({ text }) => kindOf(prefix.exec(text)?.[2] ?? "") === kind)
  return changeLines(view, (index) => {
    if (isAll) return ""
    if (kind === "numbers") return `${index + 1}. `
    return kind === "bullets" ? "- " : kind === "tasks" ? "- [ ] " : "> "
  })
}

/** @param {EditorView} view @param {(index: number) => string} markOf */
function changeLines(view, markOf) {
  if (view.state.readOnly) return false
  const lines = selectedLines(view)
  const changes = lines.map(({ from, text }, index) => {
    const [, indent = "", mark = ""] = prefix.exec(text) ?? []
    const start = from + indent.length
    return { from: start, to: start + mark.length, insert: markOf(index) }
  })
  const { main } = view.state.selection
  const transaction = view.state.update({ changes, userEvent: "input.format" })
  view.dispatch({
    changes,
    selection: EditorSelection.range(
      transaction.changes.mapPos(main.anchor, 1), transaction.changes.mapPos(main.head, 1),
    ),
    userEvent: "input.format",
  })
  return true
}

/**
 * The lines the selection touches; empty ones only if there is no other.
 *
 * @param {EditorView} view
 */
function selectedLines({ state: { doc, selection: { main } } }) {
  /** @type {Line[]} */
  const lines = []
  for (let { number } = doc.lineAt(main.from); number <= doc.lineAt(main.to).number; number += 1) {
    lines.push(doc.line(number))
  }
  const written = lines.filter(({ text }) => text.trim() !== "")
  return written.length > 0 ? written : lines
}

/**
 * Puts a block of its own below the caret's line, or in its place if that is empty.
 *
 * @param {EditorView} view @param {string} block
 * @param {number} caret where in the block it goes
 */
export function insertBlock(view, block, caret = block.length) {
  if (view.state.readOnly) return false
  const { doc, selection: { main } } = view.state
  const line = doc.lineAt(main.head)
  const isEmpty = line.text.trim() === ""
  const needsGap = isEmpty ? line.number > 1 && doc.line(line.number - 1).text.trim() !== "" : true
  const before = isEmpty ? (needsGap ? "\n" : "") : "\n\n"
  const needsEnd = line.number === doc.lines || doc.line(line.number + 1).text.trim() !== ""
  const from = isEmpty ? line.from : line.to
  view.dispatch({
    changes: { from, to: line.to, insert: `${before}${block}${needsEnd ? "\n" : ""}` },
    selection: EditorSelection.cursor(from + before.length + caret),
    scrollIntoView: true,
    userEvent: "input.format",
  })
  return true
}

/** @param {EditorView} view */
export const insertRule = (view) => insertBlock(view, "---\n")

/** @param {EditorView} view */
export const insertCode = (view) => insertBlock(view, "```\n\n```", 4)

/** @param {EditorView} view */
export const insertTable = (view) =>
  insertBlock(view, [rowText(3), "| --- | --- | --- |", rowText(3), rowText(3)].join("\n"), 2)
