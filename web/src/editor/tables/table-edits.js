// SPDX-License-Identifier: Apache-2.0
// Changes of a table, each as one edit of the text. Only the lines concerned are touched.

import { EditorSelection } from "../../codemirror.js"
import { alignmentsOf, cellsOf, rowText, ruleOf } from "./rows.js"
import { cellAt, cellContent, tableAt } from "./table-at.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").ChangeSpec} ChangeSpec */
/** @typedef {import("./table-at.js").Table} Table */
/** @typedef {import("./rows.js").Alignment} Alignment */

/** @param {EditorView} view */
export function currentCell(view) {
  const { head } = view.state.selection.main
  const table = tableAt(view.state, head)
  return table === null ? null : { table, ...cellAt(view.state, table, head) }
}

/** @param {EditorView} view @param {Table} table @param {number} line @param {number} column */
export function selectCell(view, { firstLine, lastLine }, line, column) {
  if (line < firstLine || line > lastLine) return false
  const content = cellContent(view.state, line, column)
  if (content === null) return false
  view.dispatch({
    selection: EditorSelection.range(content.from, content.to), scrollIntoView: true,
    userEvent: "select",
  })
  return true
}

/** @param {EditorView} view @param {number} below the row of that line number, the heads' included */
export function insertRow(view, below) {
  const place = currentCell(view)
  if (place === null) return false
  const { doc } = view.state
  const after = doc.line(Math.max(below, place.table.firstLine + 1))
  const count = alignmentsOf(doc.line(place.table.firstLine + 1).text).length
  view.dispatch({
    changes: { from: after.to, insert: `\n${rowText(count)}` },
    selection: EditorSelection.cursor(after.to + 3),
    scrollIntoView: true,
    userEvent: "input.table",
  })
  return true
}

/** @param {EditorView} view */
export function deleteRow(view) {
  const place = currentCell(view)
  if (place === null || place.line <= place.table.firstLine + 1) return false
  const line = view.state.doc.line(place.line)
  view.dispatch({ changes: { from: line.from - 1, to: line.to }, userEvent: "delete.table" })
  return true
}

/** @param {EditorView} view */
export function insertColumn(view) {
  return changeRows(view, ({ text, from }, column, isRule) => {
    const cell = cellsOf(text)[column]
    const insert = isRule ? " --- |" : "  |"
    if (cell === undefined) return null
    const hasBar = text[cell.to] === "|"
    return hasBar ? { from: from + cell.to + 1, insert } : { from: from + cell.to, insert: ` |${insert}` }
  }, 1)
}

/** @param {EditorView} view */
export function deleteColumn(view) {
  const place = currentCell(view)
  if (place === null) return false
  const { doc } = view.state
  if (alignmentsOf(doc.line(place.table.firstLine + 1).text).length <= 1) return false
  return changeRows(view, ({ text, from }, column) => {
    const cell = cellsOf(text)[column]
    if (cell === undefined) return null
    const hasBar = text[cell.to] === "|"
    const start = hasBar || cell.from === 0 ? cell.from : cell.from - 1
    return { from: from + start, to: from + cell.to + (hasBar ? 1 : 0) }
  }, 0)
}

/** @param {EditorView} view @param {Alignment} alignment of the caret's column */
export function alignColumn(view, alignment) {
  return changeRows(view, ({ text, from }, column, isRule) => {
    const cell = isRule ? cellsOf(text)[column] : undefined
    if (cell === undefined) return null
    return { from: from + cell.from, to: from + cell.to, insert: ` ${ruleOf(alignment)} ` }
  }, 0)
}

/**
 * @param {EditorView} view
 * @param {(line: import("#codemirror").Line, column: number, isRule: boolean) => ChangeSpec | null} change
 * @param {number} step columns to move to the right afterwards
 */
function changeRows(view, change, step) {
  const place = currentCell(view)
  if (place === null) return false
  const { doc } = view.state
  const { table, column, line: row } = place
  /** @type {ChangeSpec[]} */
  const changes = []
  for (let number = table.firstLine; number <= table.lastLine; number += 1) {
    const spec = change(doc.line(number), column, number === table.firstLine + 1)
    if (spec !== null) changes.push(spec)
  }
  view.dispatch({ changes, userEvent: "input.table" })
  const content = cellContent(view.state, row, Math.max(0, column + step))
    ?? cellContent(view.state, row, Math.max(0, column - 1))
  if (content !== null) view.dispatch({ selection: EditorSelection.cursor(content.from) })
  return true
}
