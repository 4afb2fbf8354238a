// SPDX-License-Identifier: Apache-2.0

import {
  Compartment, EditorState, EditorView, defaultKeymap, highlightSpecialChars, keymap, placeholder,
} from "../codemirror.js"
import { language, translate } from "../i18n/language.js"
import { lineEnds } from "./line-ends.js"
import { remoteCarets } from "./remote-carets.js"
import { TextBinding } from "./text-binding.js"
import { editorTheme } from "./theme.js"
import { ownEdits, undoCommands } from "./undo.js"

/** @typedef {import("#codemirror").Extension} Extension */

/**
 * The editor of a pad's text.
 *
 * @param {object} options
 * @param {Element} options.parent
 * @param {import("yjs").Text} options.text
 * @param {import("y-protocols/awareness").Awareness} options.awareness
 * @param {import("../presence/people.js").People} options.people
 * @returns {{view: EditorView, setEditable: (isEditable: boolean) => void}} read-only at first
 */
export function createEditor({ parent, text, awareness, people }) {
  const binding = new TextBinding(text)
  const words = new Compartment()
  const grammar = new Compartment()
  const access = new Compartment()
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: binding.initialDocument,
      extensions: [
        editorTheme,
        EditorView.lineWrapping,
        highlightSpecialChars(),
        lineEnds,
        words.of(inLanguage()),
        grammar.of([]),
        access.of(accessOf(false)),
        undoCommands(ownEdits(text, binding)),
        keymap.of(defaultKeymap),
        remoteCarets(text, awareness, people),
      ],
    }),
    dispatchTransactions: (transactions, view) => {
      view.update(transactions)
      binding.editorChanged(transactions)
    },
  })
  binding.attach(view)
  language.subscribe(() => view.dispatch({ effects: words.reconfigure(inLanguage()) }))
  void import("./markdown.js").then(({ markdownText }) =>
    view.dispatch({ effects: grammar.reconfigure(markdownText) }))
  return {
    view,
    setEditable: (isEditable) =>
      view.dispatch({ effects: access.reconfigure(accessOf(isEditable)) }),
  }
}

/** @returns {Extension} */
const inLanguage = () => [
  placeholder(translate("editorPlaceholder")),
  EditorView.contentAttributes.of({
    "aria-label": translate("editorLabel"),
    autocapitalize: "sentences",
    autocorrect: "on",
    spellcheck: "true",
  }),
]

/** @param {boolean} isEditable @returns {Extension} */
const accessOf = (isEditable) => [
  EditorState.readOnly.of(!isEditable),
  EditorView.editable.of(isEditable),
]
