// SPDX-License-Identifier: Apache-2.0

import { Sign } from "../live/widgets.js"
import { alignmentsOf, cellsOf, contentOf } from "./rows.js"
import { tableOf } from "./table-at.js"

/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */
/** @typedef {import("../live/drawing.js").Drawing} Drawing */
/** @typedef {import("./rows.js").Alignment} Alignment */

/** Columns are as wide as the first so many rows ask for. */
const measuredRows = 60

/**
 * Draws a table: each line a row, its bars hidden, its cells boxes. The text stays the editor's own,
 * so typing, selection, undo and others' carets work in cells as everywhere.
 *
 * @param {Drawing} drawing @param {SyntaxNode} node @param {{from: number, to: number}} range in view
 * @returns {boolean} whether it is drawn
 */
export function drawTable(drawing, node, range) {
  const { doc } = drawing.state
  const table = tableOf(drawing.state, node)
  if (table === null) return false
  const alignments = alignmentsOf(doc.line(table.firstLine + 1).text)
  const widths = widthsOf(doc, table, alignments.length)
  drawing.eachLine(Math.max(node.from, range.from), Math.min(node.to, range.to), (line) => {
    if (line.number === table.firstLine + 1) {
      drawing.line("md-collapsed", line.from)
      drawing.replace(line.from, line.to)
      return
    }
    const isHead = line.number === table.firstLine
    const isLast = line.number === table.lastLine
    drawing.line(`md-row${isHead ? " md-row-head" : ""}${isLast ? " md-row-last" : ""}`, line.from)
    drawRow(drawing, line, widths, alignments)
  })
  return true
}

/**
 * @param {Drawing} drawing @param {import("#codemirror").Line} line
 * @param {number[]} widths @param {Alignment[]} alignments
 */
function drawRow(drawing, line, widths, alignments) {
  const cells = cellsOf(line.text)
  let end = 0
  for (const [column, cell] of cells.entries()) {
    const name = cellClass(widths[column] ?? 2, alignments[column] ?? "")
    const content = contentOf(line.text, cell)
    // Blanks that align the source would push the text about: they go with the bar.
    const start = content.to > content.from ? content.from : cell.from
    drawing.replace(line.from + end, line.from + start, undefined, true)
    const stop = content.to > content.from ? Math.min(content.to + 1, cell.to) : cell.to
    if (stop > start) drawing.cell(name, line.from + start, line.from + stop)
    else drawing.after(line.from + cell.from, new Sign(name))
    end = stop
  }
  drawing.replace(line.from + end, line.to, undefined, true)
  for (let column = cells.length; column < widths.length; column += 1) {
    drawing.after(line.to, new Sign(cellClass(widths[column] ?? 2, "")))
  }
}

/** @param {number} width @param {Alignment} alignment */
const cellClass = (width, alignment) =>
  `md-cell md-width-${width}${alignment === "" ? "" : ` md-${alignment}`}`

/**
 * @param {import("#codemirror").Text} doc @param {import("./table-at.js").Table} table
 * @param {number} count
 */
function widthsOf(doc, table, count) {
  const lengths = Array.from({ length: count }, () => 0)
  const last = Math.min(table.lastLine, table.firstLine + measuredRows)
  for (let number = table.firstLine; number <= last; number += 1) {
    if (number === table.firstLine + 1) continue
    const { text } = doc.line(number)
    for (const [column, cell] of cellsOf(text).entries()) {
      if (column < count) {
        lengths[column] = Math.max(lengths[column] ?? 0, lengthOf(text.slice(cell.from, cell.to)))
      }
    }
  }
  return lengths.map((length) => Math.min(12, Math.max(2, Math.round(length / 2))))
}

/**
 * How much room a cell asks for, in characters: that of its longest word at least, of more text less
 * and less, so that no column starves.
 *
 * @param {string} text
 */
function lengthOf(text) {
  const words = text.trim().split(/\s+/)
  return Math.max(2 * Math.sqrt(text.trim().length), ...words.map((word) => word.length))
}
