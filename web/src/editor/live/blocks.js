// SPDX-License-Identifier: Apache-2.0

import { Sign } from "./widgets.js"

/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */
/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {{from: number, to: number}} Range */

const headings = /** @type {Record<string, string>} */ ({
  ATXHeading1: "md-heading md-heading-1", ATXHeading2: "md-heading md-heading-2",
  ATXHeading3: "md-heading md-heading-3", ATXHeading4: "md-heading md-heading-4",
  ATXHeading5: "md-heading md-heading-5", ATXHeading6: "md-heading md-heading-6",
  SetextHeading1: "md-heading md-heading-1", SetextHeading2: "md-heading md-heading-2",
})

/**
 * Draws what takes whole lines, except lists and tables.
 *
 * @param {Drawing} drawing @param {SyntaxNode} node @param {Range} range in view
 */
export function drawBlock(drawing, node, range) {
  const heading = headings[node.name]
  if (heading !== undefined) {
    drawHeading(drawing, node, heading, range)
    return
  }
  switch (node.name) {
    case "Blockquote": everyLine(drawing, node, "md-quote", range); break
    case "QuoteMark": drawQuoteMark(drawing, node); break
    case "FencedCode": drawFence(drawing, node, range); break
    case "CodeBlock": case "HTMLBlock": everyLine(drawing, node, "md-block", range); break
    case "Table": everyLine(drawing, node, "md-table", range); break
    case "HorizontalRule":
      if (!drawing.isTouched(node.from, node.to)) {
        drawing.replace(node.from, node.to, new Sign("md-rule"))
      } else drawing.mark("md-mark", node.from, node.to)
      break
  }
}

/** @param {Drawing} drawing @param {SyntaxNode} node @param {string} className @param {Range} range */
function everyLine(drawing, node, className, range) {
  drawing.eachLine(Math.max(node.from, range.from), Math.min(node.to, range.to), (line) =>
    drawing.line(className, line.from))
}

/** @param {Drawing} drawing @param {SyntaxNode} node @param {string} className @param {Range} range */
function drawHeading(drawing, node, className, range) {
  const { doc } = drawing.state
  everyLine(drawing, node, className, range)
  const isRevealed = drawing.hasCaretInLines(node.from, node.to)
  const isSetext = node.name.startsWith("Setext")
  for (const mark of node.getChildren("HeaderMark")) {
    if (isRevealed) {
      drawing.mark("md-mark", mark.from, mark.to)
    } else if (isSetext) {
      drawing.line("md-collapsed", doc.lineAt(mark.from).from)
      drawing.replace(mark.from, mark.to)
    } else if (mark.from === node.from) {
      const text = doc.sliceString(mark.to, Math.min(node.to, mark.to + 80))
      drawing.replace(mark.from, mark.to + leadingBlanks(text))
    } else {
      const text = doc.sliceString(node.from, mark.from)
      drawing.replace(node.from + text.trimEnd().length, mark.to)
    }
  }
}

/** @param {Drawing} drawing @param {SyntaxNode} node */
function drawQuoteMark(drawing, node) {
  if (drawing.hasCaretInLines(node.from, node.to)) {
    drawing.mark("md-mark", node.from, node.to)
    return
  }
  const { doc } = drawing.state
  const hasBlank = doc.sliceString(node.to, node.to + 1) === " "
  drawing.replace(node.from, node.to + (hasBlank ? 1 : 0))
}

/** @param {Drawing} drawing @param {SyntaxNode} node @param {Range} range */
function drawFence(drawing, node, range) {
  everyLine(drawing, node, "md-block", range)
  const { doc } = drawing.state
  const isRevealed = drawing.hasCaretInLines(node.from, node.to)
  for (const mark of node.getChildren("CodeMark")) {
    const line = doc.lineAt(mark.from)
    const end = Math.min(line.to, node.to)
    drawing.line(mark.from === node.from ? "md-fence-top" : "md-fence-end", line.from)
    if (isRevealed) drawing.mark("md-mark", mark.from, end)
    else drawing.replace(mark.from, end)
  }
}

/** @param {string} text */
const leadingBlanks = (text) => text.length - text.replace(/^[ \t]+/, "").length
