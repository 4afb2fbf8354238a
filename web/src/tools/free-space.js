// SPDX-License-Identifier: Apache-2.0

import { EditorView, tooltips } from "../codemirror.js"

/** Where the window ends for the text: on a phone the tools lie at its lower edge. */
function lowerEdge() {
  const tools = document.querySelector(".tools-row")?.getBoundingClientRect()
  return tools !== undefined && tools.top > window.innerHeight / 2 ? tools.top : window.innerHeight
}

/** The caret is scrolled to where it is seen, and menus and panels of the text open there. */
export const inFreeSpace = [
  tooltips({
    position: "absolute",
    tooltipSpace: () => ({ top: 0, left: 0, right: window.innerWidth, bottom: lowerEdge() }),
  }),
  EditorView.scrollMargins.of(() => ({ bottom: window.innerHeight - lowerEdge() })),
]
