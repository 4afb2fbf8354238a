// SPDX-License-Identifier: Apache-2.0

import { syntaxTree } from "../../codemirror.js"
import { CheckBox, Sign } from "./widgets.js"

/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */
/** @typedef {import("./drawing.js").Drawing} Drawing */

/** Deeper lists are indented no further. */
const maximumDepth = 8

/**
 * Draws one item: its mark as a bullet, number or check box in a column of its own, its other lines
 * below its text. Items are met from the outside in, so the innermost has the last word.
 *
 * @param {Drawing} drawing
 * @param {SyntaxNode} item
 * @param {{from: number, to: number}} range in view
 * @param {Map<number, string>} lineClasses by the start of the line
 */
export function drawListItem(drawing, item, range, lineClasses) {
  const mark = item.getChild("ListMark")
  if (mark === null) return
  const { doc } = drawing.state
  const first = doc.lineAt(mark.from)
  const depth = Math.min(depthOf(item), maximumDepth)
  const task = item.getChild("Task")
  const marker = task?.getChild("TaskMarker") ?? null
  const end = endOfBlanks(first.text, (marker ?? mark).to - first.from) + first.from
  const isDone = marker !== null && !doc.sliceString(marker.from, marker.to).includes(" ")

  drawing.eachLine(Math.max(item.from, range.from), Math.min(item.to, range.to), (line) => {
    const kind = line.from === first.from ? "md-item" : "md-item-more"
    lineClasses.set(line.from, `${kind} md-depth-${depth}${isDone ? " md-done" : ""}`)
    if (line.from !== first.from) hideIndent(drawing, line, mark.to + 1 - first.from)
  })
  if (mark.from < range.from) return
  const start = startOfBlanks(first.text, mark.from - first.from) + first.from
  const { caret } = drawing
  const isTouched = caret !== null && caret.line.from === first.from && caret.head < end
  if (isTouched) {
    drawing.mark("md-mark", start, end)
    return
  }
  const isNumber = item.parent?.name === "OrderedList"
  const widget = marker !== null ? new CheckBox(isDone, wordsOf(drawing, end, Math.min(first.to, end + 200)), drawing.state.readOnly)
    : new Sign("md-marker md-bullet", isNumber ? doc.sliceString(mark.from, mark.to) : "•")
  drawing.replace(start, end, widget, true)
}

/**
 * What a line says, without what marks it up.
 *
 * @param {Drawing} drawing @param {number} from @param {number} to
 */
function wordsOf({ state }, from, to) {
  const { doc } = state
  let words = ""
  let at = from
  syntaxTree(state).iterate({
    from, to,
    enter: ({ name, node }) => {
      const isMark = name.endsWith("Mark") || name === "URL" || name === "LinkTitle"
      // An address that is not behind words is what is said.
      if (!isMark || node.to <= at || (name === "URL" && !isLinked(node))) return
      words += doc.sliceString(at, Math.max(at, node.from))
      at = Math.min(node.to, to)
    },
  })
  return (words + doc.sliceString(at, to)).trim()
}

/** @param {SyntaxNode} address */
const isLinked = ({ parent }) => parent?.name === "Link" || parent?.name === "Image"

/** @param {SyntaxNode} item */
function depthOf(item) {
  let depth = 0
  for (let node = /** @type {SyntaxNode | null} */ (item); node !== null; node = node.parent) {
    if (node.name === "ListItem") depth += 1
  }
  return depth
}

/** @param {Drawing} drawing @param {import("#codemirror").Line} line @param {number} width */
function hideIndent(drawing, line, width) {
  const blanks = Math.min(line.text.length - line.text.replace(/^[ \t]+/, "").length, width)
  if (blanks < line.text.length && !drawing.isTouched(line.from, line.from + blanks - 1)) {
    drawing.replace(line.from, line.from + blanks)
  }
}

/** @param {string} text @param {number} offset */
function endOfBlanks(text, offset) {
  // One blank belongs to the mark; four more would begin a block of code.
  return text[offset] === " " || text[offset] === "\t" ? offset + 1 : offset
}

/** @param {string} text @param {number} offset */
function startOfBlanks(text, offset) {
  while (offset > 0 && (text[offset - 1] === " " || text[offset - 1] === "\t")) offset -= 1
  return offset
}
