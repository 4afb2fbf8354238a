// SPDX-License-Identifier: Apache-2.0

import { EditorSelection, EditorView } from "../codemirror.js"
import { language, translate } from "../i18n/language.js"
import { load, save } from "../settings/storage.js"
import { byID, create } from "../ui/dom.js"
import { headingsOf } from "./headings.js"

/** @typedef {import("./headings.js").Heading} Heading */

/** Read again so long after the last change, in milliseconds. */
const delay = 200

const storageKey = "encrier.outline"

/**
 * The table of contents beside the text, always current; its branches fold.
 *
 * @param {import("../editor/editor.js").Editor} editor
 */
export function showOutline(editor) {
  const panel = byID("outline", HTMLElement)
  const list = byID("outline-list", HTMLElement)
  const button = byID("outline-button", HTMLButtonElement)
  const empty = byID("outline-empty", HTMLElement)
  /** @type {Set<string>} folded branches, by their titles */
  const folded = new Set()
  let timer = 0
  let shown = ""

  function render() {
    if (panel.hidden) return
    const headings = headingsOf(editor.state.value.doc)
    markCurrent(headings)
    const key = JSON.stringify([headings.map(({ level, text }) => [level, text]), [...folded]])
    if (key === shown) {
      places = headings
      return
    }
    shown = key
    places = headings
    empty.hidden = headings.length > 0
    list.replaceChildren(...rows(headings))
    markCurrent(headings)
  }
  /** @type {Heading[]} */
  let places = []

  /** @param {Heading[]} headings */
  function rows(headings) {
    /** @type {HTMLElement[]} */
    const items = []
    let hiddenBelow = Infinity
    headings.forEach((heading, index) => {
      if (heading.level > hiddenBelow) return
      hiddenBelow = Infinity
      const hasBranch = (headings[index + 1]?.level ?? 0) > heading.level
      const isFolded = folded.has(heading.text)
      if (hasBranch && isFolded) hiddenBelow = heading.level
      const go = create("button", { type: "button", class: "outline-link", dir: "auto" }, heading.text)
      go.addEventListener("click", () => goTo(index))
      const item = create("li", { class: `outline-${heading.level}`, "data-index": String(index) })
      if (hasBranch) {
        const fold = create("button", { type: "button", class: "outline-fold" })
        fold.setAttribute("aria-expanded", String(!isFolded))
        fold.setAttribute("aria-label", translate("foldBranch", { title: heading.text }))
        fold.addEventListener("click", () => {
          if (!folded.delete(heading.text)) folded.add(heading.text)
          render()
          const again = list.querySelector(`[data-index="${index}"] .outline-fold`)
          if (again instanceof HTMLElement) again.focus()
        })
        item.append(fold)
      }
      item.append(go)
      items.push(item)
    })
    return items
  }

  /** @param {number} index */
  function goTo(index) {
    const place = places[index]
    if (place === undefined) return
    const { view } = editor
    const line = view.state.doc.lineAt(Math.min(place.from, view.state.doc.length))
    view.dispatch({
      selection: EditorSelection.cursor(line.to),
      effects: EditorView.scrollIntoView(line.from, { y: "start", yMargin: 110 }),
    })
    view.focus()
    if (window.matchMedia("(width < 64rem)").matches) toggle(false)
  }

  /** @param {Heading[]} headings */
  function markCurrent(headings) {
    const { head } = editor.state.value.selection.main
    let current = -1
    headings.forEach(({ from }, index) => {
      if (from <= head) current = index
    })
    for (const item of list.children) {
      const isCurrent = /** @type {HTMLElement} */ (item).dataset.index === String(current)
      const link = item.querySelector(".outline-link")
      if (isCurrent) link?.setAttribute("aria-current", "true")
      else link?.removeAttribute("aria-current")
    }
  }

  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    panel.hidden = !isOpen
    button.setAttribute("aria-expanded", String(isOpen))
    document.body.classList.toggle("has-outline", isOpen)
    render()
  }
  button.addEventListener("click", () => {
    toggle(panel.hidden)
    save(storageKey, panel.hidden ? "" : "open")
  })
  byID("outline-close", HTMLButtonElement).addEventListener("click", () => {
    toggle(false)
    save(storageKey, "")
    button.focus()
  })
  editor.state.subscribe(() => {
    clearTimeout(timer)
    timer = window.setTimeout(render, delay)
  })
  language.subscribe(() => {
    shown = ""
    render()
  })
  if (load(storageKey) === "open" && window.matchMedia("(width >= 64rem)").matches) toggle(true)
}
