// SPDX-License-Identifier: Apache-2.0

import { Prec, indentLess, indentMore, keymap, syntaxTree } from "../codemirror.js"
import { setRank, toggleList } from "../editor/commands/blocks.js"
import { insertLink, toggleStyle } from "../editor/commands/inline.js"
import { toggleTask } from "../editor/live/widgets.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */

/**
 * Whether the caret is in a list, where Tab indents; elsewhere it leaves the text, as on any page.
 *
 * @param {EditorView} view
 */
function isInList({ state }) {
  const { head } = state.selection.main
  const line = state.doc.lineAt(head)
  if (/^[\s>]*(?:[-*+]|\d+[.)])(?:\s|$)/.test(line.text)) return true
  let node = /** @type {SyntaxNode | null} */ (syntaxTree(state).resolveInner(head, -1))
  while (node !== null && node.name !== "ListItem" && node.name !== "FencedCode") node = node.parent
  return node !== null
}

/** So long after Escape, in milliseconds, Tab leaves the text wherever the caret is. */
const leaving = 4_000

/** The keys people know from word processors. */
export const shortcuts = Prec.high(keymap.of([
  {
    key: "Escape",
    run: (view) => {
      view.setTabFocusMode(leaving)
      return false
    },
  },
  { key: "Mod-b", run: (view) => toggleStyle(view, "StrongEmphasis"), preventDefault: true },
  { key: "Mod-i", run: (view) => toggleStyle(view, "Emphasis"), preventDefault: true },
  { key: "Mod-Shift-x", run: (view) => toggleStyle(view, "Strikethrough"), preventDefault: true },
  { key: "Mod-e", run: (view) => toggleStyle(view, "InlineCode"), preventDefault: true },
  { key: "Mod-k", run: insertLink, preventDefault: true },
  { key: "Mod-Alt-0", run: (view) => setRank(view, "paragraph"), preventDefault: true },
  { key: "Mod-Alt-1", run: (view) => setRank(view, "heading1"), preventDefault: true },
  { key: "Mod-Alt-2", run: (view) => setRank(view, "heading2"), preventDefault: true },
  { key: "Mod-Alt-3", run: (view) => setRank(view, "heading3"), preventDefault: true },
  { key: "Mod-Shift-7", run: (view) => toggleList(view, "numbers"), preventDefault: true },
  { key: "Mod-Shift-8", run: (view) => toggleList(view, "bullets"), preventDefault: true },
  { key: "Mod-Shift-9", run: (view) => toggleList(view, "tasks"), preventDefault: true },
  { key: "Mod-Enter", run: (view) => toggleTask(view, view.state.selection.main.head) },
  {
    key: "Tab",
    run: (view) => isInList(view) && indentMore(view),
    shift: (view) => isInList(view) && indentLess(view),
  },
]))
