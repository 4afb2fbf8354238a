// SPDX-License-Identifier: Apache-2.0

import { Picture } from "./widgets.js"

/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */
/** @typedef {import("./drawing.js").Drawing} Drawing */

const looks = /** @type {Record<string, string>} */ ({
  Emphasis: "md-emphasis", StrongEmphasis: "md-strong", Strikethrough: "md-strike",
  InlineCode: "md-code",
})

/**
 * Draws what lies within a line.
 *
 * @param {Drawing} drawing @param {SyntaxNode} node
 * @returns {boolean} whether it was such a thing
 */
export function drawInline(drawing, node) {
  const look = looks[node.name]
  if (look !== undefined) {
    drawing.mark(look, node.from, node.to)
    if (drawing.isTouched(node.from, node.to)) drawing.mark("md-reveals", node.from, node.to)
    else hideEnds(drawing, node)
    return true
  }
  switch (node.name) {
    case "Link": drawLink(drawing, node); return true
    case "Image": drawImage(drawing, node); return true
    case "Autolink": drawAutolink(drawing, node); return true
    case "URL": drawBareAddress(drawing, node); return true
    case "Escape":
      if (!drawing.isTouched(node.from, node.to)) drawing.replace(node.from, node.from + 1)
      return true
    case "HTMLTag": case "Comment": case "LinkReference": case "HTMLBlock": case "CommentBlock":
    case "ProcessingInstruction":
      drawing.mark("md-quiet", node.from, node.to)
      return true
    default: return false
  }
}

/** @param {Drawing} drawing @param {SyntaxNode} node */
function hideEnds(drawing, node) {
  const { firstChild: first, lastChild: last } = node
  if (first === null || last === null || first.from === last.from) return
  if (first.from !== node.from || last.to !== node.to) return
  drawing.replace(first.from, first.to)
  drawing.replace(last.from, last.to)
}

/** @param {Drawing} drawing @param {SyntaxNode} node */
function drawLink(drawing, node) {
  const address = node.getChild("URL")
  const [open, close] = node.getChildren("LinkMark")
  if (address === null || open === undefined || close === undefined) return
  const target = drawing.state.doc.sliceString(address.from, address.to)
  if (drawing.isTouched(node.from, node.to) || close.from === open.to) {
    drawing.mark("md-link", open.to, close.from, target)
    drawing.mark("md-mark", open.from, open.to)
    drawing.mark("md-mark", close.from, node.to)
    return
  }
  drawing.mark("md-link", node.from, node.to, target)
  drawing.replace(open.from, open.to)
  drawing.replace(close.from, node.to)
}

/** @param {Drawing} drawing @param {SyntaxNode} node */
function drawImage(drawing, node) {
  const address = node.getChild("URL")
  const [open, close] = node.getChildren("LinkMark")
  if (address === null || open === undefined || close === undefined) return
  const { doc } = drawing.state
  const picture = new Picture(
    doc.sliceString(address.from, address.to), doc.sliceString(open.to, close.from),
  )
  if (drawing.isTouched(node.from, node.to)) {
    drawing.mark("md-quiet", node.from, node.to)
    if (node.to <= doc.lineAt(node.from).to) drawing.after(node.to, picture)
  } else {
    drawing.replace(node.from, node.to, picture)
  }
}

/** @param {Drawing} drawing @param {SyntaxNode} node */
function drawAutolink(drawing, node) {
  const { doc } = drawing.state
  drawing.mark("md-link", node.from, node.to, doc.sliceString(node.from + 1, node.to - 1))
  if (drawing.isTouched(node.from, node.to)) return
  hideEnds(drawing, node)
}

/** @param {Drawing} drawing @param {SyntaxNode} node */
function drawBareAddress(drawing, node) {
  const parent = node.parent?.name
  if (parent === "Link" || parent === "Image" || parent === "Autolink") return
  if (parent === "LinkReference") return
  drawing.mark("md-link", node.from, node.to, drawing.state.doc.sliceString(node.from, node.to))
}
