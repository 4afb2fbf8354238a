// SPDX-License-Identifier: Apache-2.0

import { syntaxTree } from "../../codemirror.js"
import { cellsOf, contentOf } from "./rows.js"

/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */

/**
 * A table of the text. Its lines are numbered as the document's.
 *
 * @typedef {object} Table
 * @property {number} from
 * @property {number} to
 * @property {number} firstLine the heads
 * @property {number} lastLine
 */

/**
 * The drawn table at a position. Tables within quotes and lists are left as they are written.
 *
 * @param {EditorState} state @param {number} position
 * @returns {Table | null}
 */
export function tableAt(state, position) {
  for (const side of /** @type {const} */ ([1, -1])) {
    let node = /** @type {SyntaxNode | null} */ (syntaxTree(state).resolveInner(position, side))
    while (node !== null && node.name !== "Table") node = node.parent
    const table = node === null ? null : tableOf(state, node)
    if (table !== null) return table
  }
  return null
}

/** @param {EditorState} state @param {SyntaxNode} node @returns {Table | null} */
export function tableOf({ doc }, node) {
  if (node.parent?.name !== "Document" || node.to > doc.length) return null
  const firstLine = doc.lineAt(node.from).number
  const lastLine = doc.lineAt(node.to).number
  if (lastLine === firstLine) return null
  return { from: node.from, to: node.to, firstLine, lastLine }
}

/**
 * Where the caret is in a table.
 *
 * @param {EditorState} state @param {Table} table @param {number} position
 * @returns {{line: number, column: number}}
 */
export function cellAt({ doc }, table, position) {
  const line = doc.lineAt(Math.min(Math.max(position, table.from), table.to))
  const cells = cellsOf(line.text)
  const offset = position - line.from
  const found = cells.findIndex(({ to }) => offset <= to)
  return { line: line.number, column: found < 0 ? Math.max(0, cells.length - 1) : found }
}

/**
 * Where a cell's content is in the document; null if the row has no such cell.
 *
 * @param {EditorState} state @param {number} lineNumber @param {number} column
 */
export function cellContent({ doc }, lineNumber, column) {
  const line = doc.line(lineNumber)
  const cell = cellsOf(line.text)[column]
  if (cell === undefined) return null
  const { from, to } = contentOf(line.text, cell)
  return { from: line.from + from, to: line.from + to }
}
