// SPDX-License-Identifier: Apache-2.0
// The keyboard beside a drawn bullet: it is passed in one step, and Home goes to the words.

import { EditorSelection, Prec, keymap } from "../../codemirror.js"

/** @typedef {import("#codemirror").EditorView} EditorView */

/**
 * Where the words of the caret's item begin, if it is an item's first line.
 *
 * @param {EditorView} view
 */
function wordsStart({ state: { doc, selection } }) {
  const line = doc.lineAt(selection.main.head)
  const mark = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t](?:\[[ xX]\][ \t])?/.exec(line.text)?.[0]
  return mark === undefined ? null : { line, start: line.from + mark.length }
}

/** @param {EditorView} view */
function stepBack(view) {
  const { main } = view.state.selection
  const place = main.empty ? wordsStart(view) : null
  if (place === null || place.start !== main.head || place.line.from === 0) return false
  view.dispatch({
    selection: EditorSelection.cursor(place.line.from - 1), scrollIntoView: true, userEvent: "select",
  })
  return true
}

/** @param {EditorView} view @param {boolean} isSelecting */
function goHome(view, isSelecting) {
  const { main } = view.state.selection
  const place = wordsStart(view)
  if (place === null || main.head <= place.start) return false
  view.dispatch({
    selection: isSelecting ? EditorSelection.range(main.anchor, place.start)
      : EditorSelection.cursor(place.start),
    scrollIntoView: true,
    userEvent: "select",
  })
  return true
}

export const listKeys = Prec.high(keymap.of([
  { key: "ArrowLeft", run: stepBack },
  { key: "Home", run: (view) => goHome(view, false), shift: (view) => goHome(view, true) },
]))
