// SPDX-License-Identifier: Apache-2.0

import { EditorSelection, EditorView, Prec, keymap } from "../codemirror.js"
import { language, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { findAll, matchMarks, setMatches } from "./matches.js"

/** @typedef {import("./matches.js").Match} Match */

/** Searched again so long after the last change, in milliseconds. */
const delay = 150

/** What the editor needs for it: the marks, and the keys that open the panel. */
export const finding = [
  matchMarks,
  Prec.high(keymap.of([{ key: "Mod-f", run: () => openFind(), preventDefault: true }])),
]

let openFind = () => false

/**
 * Find and replace in this pad.
 *
 * @param {import("../editor/editor.js").Editor} editor
 */
export function showFind(editor) {
  const { view } = editor
  const panel = byID("find", HTMLFormElement)
  const field = byID("find-text", HTMLInputElement)
  const replacement = byID("find-replacement", HTMLInputElement)
  const exact = byID("find-case", HTMLInputElement)
  const count = byID("find-count", HTMLElement)
  const button = byID("find-button", HTMLButtonElement)
  /** @type {Match[]} */
  let matches = []
  let current = -1
  let timer = 0
  let searched = view.state.doc

  function search() {
    const { doc } = view.state
    searched = doc
    matches = findAll(doc.toString(), field.value, exact.checked)
    const { from } = view.state.selection.main
    current = matches.findIndex((match) => match.from >= from)
    if (current < 0 && matches.length > 0) current = 0
    show()
  }
  function show() {
    count.textContent = field.value === "" ? ""
      : matches.length === 0 ? translate("findNone")
      : translate("findCount", { number: current + 1, count: matches.length })
    view.dispatch({ effects: setMatches.of({ matches, current }) })
  }
  /** @param {number} step */
  function go(step) {
    if (searched !== view.state.doc) search()
    if (matches.length === 0) return
    current = (current + step + matches.length) % matches.length
    reveal()
  }
  function reveal() {
    const match = matches[current]
    show()
    if (match === undefined) return
    view.dispatch({
      selection: EditorSelection.range(match.from, match.to),
      effects: EditorView.scrollIntoView(match.from, { y: "center" }),
    })
  }
  function replace() {
    if (searched !== view.state.doc) search()
    const match = matches[current]
    if (match === undefined || view.state.readOnly) return
    const insert = replacement.value
    view.dispatch({
      changes: { ...match, insert }, selection: EditorSelection.cursor(match.from + insert.length),
      userEvent: "input.replace",
    })
    search()
    reveal()
  }
  function replaceAll() {
    search()
    if (matches.length === 0 || view.state.readOnly) return
    const insert = replacement.value
    const total = matches.length
    view.dispatch({
      changes: matches.map((match) => ({ ...match, insert })), userEvent: "input.replace.all",
    })
    search()
    count.textContent = translate("findReplaced", { count: total })
  }
  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    panel.hidden = !isOpen
    button.setAttribute("aria-expanded", String(isOpen))
    if (!isOpen) {
      matches = []
      view.dispatch({ effects: setMatches.of({ matches, current: -1 }) })
      view.focus()
      return
    }
    const { main } = view.state.selection
    const selected = view.state.doc.sliceString(main.from, Math.min(main.to, main.from + 100))
    if (selected !== "" && !selected.includes("\n")) field.value = selected
    field.focus()
    field.select()
    search()
  }
  openFind = () => {
    toggle(true)
    return true
  }
  button.addEventListener("click", () => toggle(panel.hidden))
  byID("find-close", HTMLButtonElement).addEventListener("click", () => toggle(false))
  byID("find-next", HTMLButtonElement).addEventListener("click", () => go(1))
  byID("find-previous", HTMLButtonElement).addEventListener("click", () => go(-1))
  byID("find-replace", HTMLButtonElement).addEventListener("click", replace)
  byID("find-replace-all", HTMLButtonElement).addEventListener("click", replaceAll)
  field.addEventListener("input", () => {
    search()
    reveal()
    field.focus()
  })
  exact.addEventListener("change", search)
  panel.addEventListener("submit", (event) => event.preventDefault())
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false)
    else if (event.key === "Enter" && event.target === field) go(event.shiftKey ? -1 : 1)
    else if (event.key === "Enter" && event.target === replacement) replace()
    else return
    event.preventDefault()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
    event.preventDefault()
    toggle(true)
  })
  editor.state.subscribe(({ doc }) => {
    if (panel.hidden || doc === searched) return
    clearTimeout(timer)
    timer = window.setTimeout(search, delay)
  })
  language.subscribe(() => {
    if (!panel.hidden) show()
  })
}
