// SPDX-License-Identifier: Apache-2.0
// Rows of a GitHub-flavoured table, as text. Cells are split at bars that no backslash precedes.

/**
 * A cell's place in its line, between its bars.
 *
 * @typedef {{from: number, to: number}} Cell
 * @typedef {"" | "left" | "center" | "right"} Alignment
 */

/** @param {string} text one line @returns {Cell[]} */
export function cellsOf(text) {
  const end = text.trimEnd().length
  let start = text.length - text.trimStart().length
  if (text[start] === "|") start += 1
  /** @type {Cell[]} */
  const cells = []
  for (let index = start; index < end; index += 1) {
    if (text[index] === "\\") index += 1
    else if (text[index] === "|") {
      cells.push({ from: start, to: index })
      start = index + 1
    }
  }
  if (start < end) cells.push({ from: start, to: end })
  return cells
}

/** @param {string} text of the second line of a table @returns {Alignment[]} */
export const alignmentsOf = (text) => cellsOf(text).map(({ from, to }) => {
  const rule = text.slice(from, to).trim()
  if (rule.endsWith(":")) return rule.startsWith(":") && rule.length > 1 ? "center" : "right"
  return rule.startsWith(":") ? "left" : ""
})

/** @type {Record<Alignment, string>} */
const rules = { "": "---", left: ":---", center: ":---:", right: "---:" }

/** @param {Alignment} alignment */
export const ruleOf = (alignment) => rules[alignment]

/**
 * The place of what a cell holds, without the blanks around it; of an empty one, behind its first
 * blank.
 *
 * @param {string} text @param {Cell} cell @returns {Cell}
 */
export function contentOf(text, { from, to }) {
  const held = text.slice(from, to)
  const trimmed = held.trim()
  if (trimmed === "") {
    const place = Math.min(from + 1, to)
    return { from: place, to: place }
  }
  const start = from + held.indexOf(trimmed)
  return { from: start, to: start + trimmed.length }
}

/** @param {number} count of columns @param {string} [content] of each cell */
export const rowText = (count, content = "") =>
  `|${Array.from({ length: count }, () => ` ${content} |`).join("")}`
