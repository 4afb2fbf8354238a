// SPDX-License-Identifier: Apache-2.0
// What the slash menu offers; the toolbar and the keyboard have most of it too.

import { EditorSelection } from "../codemirror.js"
import {
  insertCode, insertRule, insertTable, setRank, toggleList,
} from "../editor/commands/blocks.js"
import { insertFootnote, insertLink } from "../editor/commands/inline.js"
import { language, locale } from "../i18n/language.js"
import { actionText, decisionText, longDay } from "../minutes/entries.js"

/** @typedef {import("#codemirror").EditorView} EditorView */

/**
 * @typedef {object} Action
 * @property {import("../i18n/language.js").MessageKey} label
 * @property {string} words by which it is found besides its label, without accents
 * @property {string} drawing
 * @property {(view: EditorView, typed: string) => unknown} run `typed` is what follows the first word
 */

/**
 * @param {(view: EditorView) => unknown} chooseImage
 * @returns {Action[]}
 */
export const slashActions = (chooseImage) => [
  { label: "heading1", words: "h1 titre title", drawing: "M5 5v14M13 5v14M5 12h8M17 10l3-2v11", run: (view) => setRank(view, "heading1") },
  { label: "heading2", words: "h2 titre title", drawing: "M4 5v14M11 5v14M4 12h7M15 11a2.5 2.5 0 1 1 4.5 2L15 19h5", run: (view) => setRank(view, "heading2") },
  { label: "heading3", words: "h3 titre title", drawing: "M4 5v14M11 5v14M4 12h7M15 9h5l-3 4a3 3 0 1 1-2.5 5", run: (view) => setRank(view, "heading3") },
  { label: "bullets", words: "liste list puces", drawing: drawings.bullets, run: (view) => toggleList(view, "bullets") },
  { label: "numbers", words: "liste list 1.", drawing: drawings.numbers, run: (view) => toggleList(view, "numbers") },
  { label: "tasks", words: "todo task liste list case", drawing: drawings.tasks, run: (view) => toggleList(view, "tasks") },
  { label: "decision", words: "decider decided", drawing: "M4 12.5l5 5L20 6.5", run: (view) => put(view, decisionText(language.value)) },
  { label: "action", words: "todo tache task", drawing: "M13 3L5 14h6l-1 7 8-11h-6z", run: putAction },
  { label: "today", words: "date jour day", drawing: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4", run: (view) => put(view, longDay(locale(), new Date())) },
  { label: "table", words: "tableau grid", drawing: drawings.table, run: insertTable },
  { label: "image", words: "photo picture", drawing: drawings.image, run: chooseImage },
  { label: "link", words: "lien url adresse address", drawing: drawings.link, run: insertLink },
  { label: "footnote", words: "note bas de page", drawing: drawings.footnote, run: insertFootnote },
  { label: "quote", words: "citation", drawing: drawings.quote, run: (view) => toggleList(view, "quote") },
  { label: "codeBlock", words: "code", drawing: drawings.code, run: insertCode },
  { label: "rule", words: "ligne separateur separator line hr", drawing: drawings.rule, run: insertRule },
]

export const drawings = /** @type {const} */ ({
  bullets: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 14.5h2.5l-2.5 4h2.5",
  tasks: "M4 5h5v5H4zM4 14h5v5H4zM13 7.5h7M13 16.5h7",
  quote: "M5 5v14M10 7h9M10 12h9M10 17h6",
  table: "M4 5h16v14H4zM4 10h16M12 5v14",
  image: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9h.01",
  link: "M10 14a4 4 0 0 0 5.7 0l3.1-3.100a4 4 0 0 0-5.7-5.700L12 6.300M14 10a4 4 0 0 0-5.7 0l-3.1 3.100a4 4 0 0 0 5.7 5.700l1.1-1.1",
  footnote: "M5 7h8M5 12h6M5 17h9M17 5l2-1v6",
  code: "M9 8l-4 4 4 4M15 8l4 4-4 4",
  rule: "M4 12h16",
})

/**
 * Puts text at the caret.
 *
 * @param {EditorView} view @param {string} text @param {number} caret where in the text it goes
 */
function put(view, text, caret = text.length) {
  const { main } = view.state.selection
  view.dispatch({
    changes: { from: main.from, to: main.to, insert: text },
    selection: EditorSelection.cursor(main.from + caret),
    userEvent: "input.format",
    scrollIntoView: true,
  })
}

/** @param {EditorView} view @param {string} typed */
function putAction(view, typed) {
  const { text, caret } = actionText(language.value, typed, new Date())
  put(view, text, caret)
}
