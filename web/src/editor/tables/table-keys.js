// SPDX-License-Identifier: Apache-2.0
// The keyboard in a drawn table: Tab and Enter go from cell to cell, and nothing breaks a bar.

import { EditorSelection, EditorState, EditorView, Prec, keymap } from "../../codemirror.js"
import { fromSharedText } from "../text-binding.js"
import { cellsOf } from "./rows.js"
import { cellContent, tableAt } from "./table-at.js"
import { currentCell, insertRow, selectCell } from "./table-edits.js"

/** @typedef {import("#codemirror").Transaction} Transaction */

/** @param {EditorView} view @param {1 | -1} step */
function moveCell(view, step) {
  const place = currentCell(view)
  if (place === null) return false
  const { table, line, column } = place
  if (selectCell(view, table, line, column + step)) return true
  const next = beyondRule(line + step, table.firstLine + 1, step)
  const cells = next >= table.firstLine && next <= table.lastLine
    ? cellsOf(view.state.doc.line(next).text).length : 0
  if (selectCell(view, table, next, step > 0 ? 0 : cells - 1)) return true
  return step > 0 ? insertRow(view, table.lastLine) : true
}

/** @param {EditorView} view */
function moveDown(view) {
  const place = currentCell(view)
  if (place === null) return false
  const { table, line, column } = place
  const next = beyondRule(line + 1, table.firstLine + 1, 1)
  if (selectCell(view, table, next, column)) return true
  return insertRow(view, table.lastLine)
}

/** @param {number} line @param {number} rule @param {1 | -1} step */
const beyondRule = (line, rule, step) => line === rule ? line + step : line

/** Home and End stay in the cell. */
const goToEdge = (/** @type {1 | -1} */ step) => (/** @type {EditorView} */ view) => {
  const place = currentCell(view)
  const content = place === null ? null : cellContent(view.state, place.line, place.column)
  if (content === null) return false
  view.dispatch({
    selection: EditorSelection.cursor(step < 0 ? content.from : content.to), userEvent: "select",
  })
  return true
}

/** At a cell's edge a deletion would eat its bar; it goes no further than the cell. */
const stopAtEdge = (/** @type {1 | -1} */ step) => (/** @type {EditorView} */ view) => {
  const { main } = view.state.selection
  const place = main.empty ? currentCell(view) : null
  if (place === null) return false
  const line = view.state.doc.line(place.line)
  const cell = cellsOf(line.text)[place.column]
  if (cell === undefined) return false
  if (step < 0 && main.head - line.from > cell.to) return goToEdge(1)(view)
  const between = step < 0 ? line.text.slice(cell.from, main.head - line.from)
    : line.text.slice(main.head - line.from, cell.to)
  return between.trim() === ""
}

/**
 * Whether a change put in by the person would take apart the rows of a drawn table.
 *
 * @param {Transaction} transaction
 */
function flatten(transaction) {
  if (!transaction.docChanged || transaction.annotation(fromSharedText)) return transaction
  if (!transaction.isUserEvent("input.paste") && !transaction.isUserEvent("input.drop")) return transaction
  const { main } = transaction.startState.selection
  const table = tableAt(transaction.startState, main.from)
  if (table === null || main.to > table.to || main.from === table.to && main.empty
    && transaction.startState.doc.lineAt(main.from).text.trim() === "") return transaction
  let inserted = ""
  transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, text) => {
    inserted += text.toString()
  })
  if (!/[\n|]/.test(inserted)) return transaction
  const insert = inserted.trim().replaceAll(/\s*\n\s*/g, " ").replaceAll(/(?<!\\)\|/g, "\\|")
  return {
    changes: { from: main.from, to: main.to, insert },
    selection: { anchor: main.from + insert.length },
    userEvent: "input.paste",
    scrollIntoView: true,
  }
}

/**
 * The line of rules is not shown, so the caret never stays there.
 *
 * @param {Transaction} transaction
 */
function skipRule(transaction) {
  if (transaction.selection === undefined || transaction.docChanged) return transaction
  const { main } = transaction.selection
  if (!main.empty) return transaction
  const { doc } = transaction.startState
  const line = doc.lineAt(main.head)
  if (line.number === 1 || !/^[\s|:-]+$/.test(line.text) || line.text === "") return transaction
  const table = tableAt(transaction.startState, main.head)
  if (table === null || line.number !== table.firstLine + 1) return transaction
  const isDown = main.head > transaction.startState.selection.main.head
  const target = isDown ? Math.min(line.number + 1, doc.lines) : line.number - 1
  const goal = doc.line(target)
  const head = isDown && target === line.number ? line.to : Math.min(goal.from + 2, goal.to)
  return [transaction, { selection: EditorSelection.cursor(head), sequential: true }]
}

export const tableEditing = [
  Prec.high(keymap.of([
    { key: "Tab", run: (view) => moveCell(view, 1), shift: (view) => moveCell(view, -1) },
    { key: "Enter", run: moveDown },
    { key: "Home", run: goToEdge(-1) },
    { key: "End", run: goToEdge(1) },
    { key: "Backspace", run: stopAtEdge(-1) },
    { key: "Delete", run: stopAtEdge(1) },
  ])),
  EditorView.inputHandler.of((view, from, to, text) => {
    if (text !== "|" || tableAt(view.state, from) === null) return false
    view.dispatch({
      changes: { from, to, insert: "\\|" }, selection: { anchor: from + 2 }, userEvent: "input.type",
    })
    return true
  }),
  EditorState.transactionFilter.of(flatten),
  EditorState.transactionFilter.of(skipRule),
]
