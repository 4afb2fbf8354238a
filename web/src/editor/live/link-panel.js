// SPDX-License-Identifier: Apache-2.0

import { showTooltip, syntaxTree } from "../../codemirror.js"
import { translate } from "../../i18n/language.js"
import { create } from "../../ui/dom.js"
import { footnoteAt } from "./footnotes.js"
import { openLink, webAddress } from "./links.js"

/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */

/** Beside the link the caret is in: where it leads, and a button to go there, for those without Ctrl. */
export const linkPanel = showTooltip.compute(["selection", "doc"], (state) => {
  const link = linkAt(state)
  if (link !== null && webAddress(link.address) !== null) {
    const address = create("span", { class: "link-address" }, link.address.slice(0, 60))
    return panel(link.from, link.address, create("span", {}, translate("openLink")), address)
  }
  const note = state.selection.main.empty ? footnoteAt(state) : null
  if (note === null) return null
  return panel(note.from, note.link, create("span", {}, translate(note.isNote ? "noteBack" : "noteOpen")))
})

/**
 * @param {number} pos @param {string} link @param {HTMLElement[]} words on the button
 * @returns {import("#codemirror").Tooltip}
 */
const panel = (pos, link, ...words) => ({
  pos,
  above: false,
  create: (view) => {
    const button = create("button", { type: "button", class: "link-open" }, ...words)
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => openLink(view, link))
    return { dom: create("div", { class: "link-panel" }, button) }
  },
})

/** @param {EditorState} state */
function linkAt(state) {
  const { main } = state.selection
  if (!main.empty) return null
  let node = /** @type {SyntaxNode | null} */ (syntaxTree(state).resolveInner(main.head, -1))
  while (node !== null && !["Link", "Image", "Autolink", "URL"].includes(node.name)) node = node.parent
  if (node?.name === "URL" && node.parent !== null && ["Link", "Image", "Autolink"].includes(node.parent.name)) {
    node = node.parent
  }
  if (node === null || node.name === "Image") return null
  const url = node.name === "URL" ? node : node.getChild("URL")
  if (url === null) return null
  return { from: node.from, address: state.doc.sliceString(url.from, url.to) }
}
