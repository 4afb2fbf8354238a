// SPDX-License-Identifier: Apache-2.0

import { authorRuns, setAuthorship } from "../authors/author-runs.js"
import { byNumber } from "../authors/author.js"
import {
  Decoration, EditorState, EditorView, StateEffect, StateField, defaultKeymap, highlightSpecialChars, keymap,
} from "../codemirror.js"
import { lineDirection } from "../editor/line-direction.js"
import { editorTheme } from "../editor/theme.js"
import { translate } from "../i18n/language.js"
import { changeBetween } from "./text-change.js"

/** @typedef {import("./pad-history.js").Attribution} Attribution */
/** @typedef {{from: number, to: number}} Range */

/** What has just changed stands out while it is no longer than this, in UTF-16 units. */
const longestNews = 2_000

const setNews = /** @type {import("#codemirror").StateEffectType<Range | null>} */ (StateEffect.define())

const newsMark = Decoration.mark({ class: "moment-news" })
const goneMark = Decoration.line({ class: "moment-gone" })

/** What the last step changed. */
const news = StateField.define({
  create: () => Decoration.none,
  update(marks, { effects, state: { doc } }) {
    for (const effect of effects) {
      if (!effect.is(setNews)) continue
      if (effect.value === null) return Decoration.none
      const { from, to } = effect.value
      return Decoration.set([to > from ? newsMark.range(from, to) : goneMark.range(doc.lineAt(from).from)])
    }
    return marks
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** The text as it was at a moment, with its authors: only what is on the screen is drawn. */
export class MomentText {
  #view
  #text = ""

  /** @param {HTMLElement} parent @param {(state: import("#codemirror").EditorState) => void} selected */
  constructor(parent, selected) {
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          editorTheme, EditorView.lineWrapping, highlightSpecialChars(), lineDirection, authorRuns, news,
          EditorState.readOnly.of(true), EditorView.editable.of(false), keymap.of(defaultKeymap),
          EditorView.contentAttributes.of({ "aria-label": translate("editorLabel"), tabindex: "0" }),
          EditorView.updateListener.of(({ state, selectionSet }) => {
            if (selectionSet) selected(state)
          }),
        ],
      }),
    })
  }

  get state() {
    return this.#view.state
  }

  /**
   * @param {Attribution} attribution
   * @param {boolean} isNext whether the change from what was shown is to be seen
   */
  show({ text = "", runs, persons }, isNext) {
    const change = changeBetween(this.#text, text)
    this.#text = text
    const range = change === null || !isNext || change.insert.length > longestNews ? null
      : { from: change.from, to: change.from + change.insert.length }
    this.#view.dispatch({
      ...change === null ? {} : { changes: change },
      filter: false,
      effects: [
        setAuthorship.of({ runs, persons: byNumber(persons) }), setNews.of(range),
        ...range === null ? [] : [EditorView.scrollIntoView(range.from, { y: "center" })],
      ],
    })
  }

  /**
   * Shows a passage of the text.
   *
   * @param {Range} passage
   */
  reveal({ from, to }) {
    const { length } = this.#view.state.doc
    const range = { from: Math.min(from, length), to: Math.min(to, length) }
    this.#view.dispatch({
      effects: [setNews.of(range), EditorView.scrollIntoView(range.from, { y: "center" })],
    })
  }

  focus() {
    this.#view.focus()
  }
}
