// SPDX-License-Identifier: Apache-2.0

import {
  Compartment, EditorState, EditorView, defaultKeymap, highlightSpecialChars, indentUnit,
  keymap, placeholder,
} from "../codemirror.js"
import { Signal } from "../signal.js"
import { language, translate } from "../i18n/language.js"
import { htmlPaste } from "./html-paste.js"
import { lineDirection } from "./line-direction.js"
import { lineEnds } from "./line-ends.js"
import { remoteCarets } from "./remote-carets.js"
import { TextBinding } from "./text-binding.js"
import { editorTheme } from "./theme.js"
import { ownEdits, undoCommands } from "./undo.js"

/** @typedef {import("#codemirror").Extension} Extension */

/**
 * @typedef {object} Editor
 * @property {EditorView} view
 * @property {(isEditable: boolean) => void} setEditable
 * @property {() => boolean} undo of the person's own edits
 * @property {() => boolean} redo
 * @property {import("yjs").UndoManager} edits the person's own, to be kept over a reload
 * @property {Signal<import("#codemirror").EditorState>} state to follow what happens in it
 */

/**
 * The editor of a pad's text.
 *
 * @param {object} options
 * @param {Element} options.parent
 * @param {import("yjs").Text} options.text
 * @param {import("y-protocols/awareness").Awareness} options.awareness
 * @param {import("../presence/people.js").People} options.people
 * @param {Extension} options.tools what the page adds
 * @returns {Editor} read-only at first
 */
export function createEditor({ parent, text, awareness, people, tools }) {
  const binding = new TextBinding(text)
  const words = new Compartment()
  const grammar = new Compartment()
  const access = new Compartment()
  const edits = ownEdits(text, binding)
  const initial = EditorState.create({
    doc: binding.initialDocument,
    extensions: [
      editorTheme,
      EditorView.lineWrapping,
      highlightSpecialChars(),
      lineEnds,
      lineDirection,
      words.of(inLanguage(false)),
      grammar.of([]),
      access.of(accessOf(false)),
      undoCommands(edits),
      tools,
      htmlPaste,
      indentUnit.of("    "),
      keymap.of(defaultKeymap),
      remoteCarets({ text, awareness, people, places: binding }),
      EditorView.updateListener.of(({ state: next }) => {
        state.value = next
      }),
    ],
  })
  const state = new Signal(initial)
  const view = new EditorView({
    parent,
    state: initial,
    dispatchTransactions: (transactions, view) => {
      updateWhole(view, transactions)
      binding.editorChanged(transactions)
    },
  })
  binding.attach(view)
  // After the editor has read what the composition left in the page.
  view.contentDOM.addEventListener("compositionend", () => {
    setTimeout(() => binding.compositionEnded(), compositionRest)
  })
  // Chromium tells of mutations after each listener it calls. With none, the first to be called may be
  // the one for scrolling, and what was typed would be read without the caret that goes behind it.
  view.contentDOM.addEventListener("input", () => {})
  language.subscribe(() => view.dispatch({ effects: words.reconfigure(inLanguage(!view.state.readOnly)) }))
  void import("./markdown.js").then(({ keepLook, markdownText }) => {
    view.dispatch({ effects: grammar.reconfigure(markdownText()) })
    keepLook(view)
  })
  return {
    view,
    state,
    undo: () => !view.state.readOnly && edits.undo() !== null,
    redo: () => !view.state.readOnly && edits.redo() !== null,
    edits,
    setEditable(isEditable) {
      const { hasFocus } = view
      view.dispatch({
        effects: [access.reconfigure(accessOf(isEditable)), words.reconfigure(inLanguage(isEditable))],
      })
      // Browsers take the focus from what can no longer be written in; who was there goes on reading.
      if (hasFocus) view.contentDOM.focus({ preventScroll: true })
    },
  }
}

/**
 * Updates a view. Should drawing fail in the middle, everything is drawn anew: a page that shows
 * another text than the state holds would have what is typed next written elsewhere.
 *
 * @param {EditorView} view @param {readonly import("#codemirror").Transaction[]} transactions
 */
function updateWhole(view, transactions) {
  try {
    view.update(transactions)
  } catch (error) {
    if (view.state !== transactions.at(-1)?.state) throw error
    console.error("Encrier: drawing the text failed, it is drawn anew.", error)
    view.setState(view.state)
  }
}

/** The editor reads the page so long after a composition at the latest, in milliseconds. */
const compositionRest = 60

/** @param {boolean} isEditable @returns {Extension} */
const inLanguage = (isEditable) => [
  isEditable ? placeholder(translate("editorPlaceholder")) : [],
  EditorView.contentAttributes.of({
    "aria-label": translate("editorLabel"),
    "aria-describedby": "editor-keys",
    autocapitalize: "sentences",
    autocorrect: "on",
    spellcheck: "true",
  }),
]

/**
 * What cannot be written in is still read, with the keyboard too.
 *
 * @param {boolean} isEditable @returns {Extension}
 */
const accessOf = (isEditable) => [
  EditorState.readOnly.of(!isEditable),
  EditorView.editable.of(isEditable),
  isEditable ? [] : EditorView.contentAttributes.of({ tabindex: "0", "aria-readonly": "true" }),
]
