// SPDX-License-Identifier: Apache-2.0

import { showTooltip, syntaxTree } from "../../codemirror.js"
import { translate } from "../../i18n/language.js"
import { create } from "../../ui/dom.js"
import { openLink, webAddress } from "./links.js"

/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */

/** Beside the link the caret is in: where it leads, and a button to go there, for those without Ctrl. */
export const linkPanel = showTooltip.compute(["selection", "doc"], (state) => {
  const link = linkAt(state)
  if (link === null || webAddress(link.address) === null) return null
  return {
    pos: link.from,
    above: false,
    create: (view) => {
      const button = create("button", { type: "button", class: "link-open" },
        create("span", {}, translate("openLink")),
        create("span", { class: "link-address" }, link.address.slice(0, 60)))
      button.addEventListener("mousedown", (event) => event.preventDefault())
      button.addEventListener("click", () => openLink(view, link.address))
      return { dom: create("div", { class: "link-panel" }, button) }
    },
  }
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
