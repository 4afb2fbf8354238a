// SPDX-License-Identifier: Apache-2.0

import { rankAt, setRank, toggleList } from "../editor/commands/blocks.js"
import { insertFootnote, insertLink, styledAt, toggleStyle } from "../editor/commands/inline.js"
import { insertTable } from "../editor/commands/blocks.js"
import { language, translate } from "../i18n/language.js"
import { byID, create, icon } from "../ui/dom.js"
import { drawings } from "./actions.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */
/** @typedef {import("../editor/commands/inline.js").Style} Style */
/** @typedef {import("../editor/commands/blocks.js").ListKind} ListKind */
/** @typedef {import("../editor/commands/blocks.js").Rank} Rank */

/**
 * @typedef {object} Tool
 * @property {MessageKey} label
 * @property {string} drawing
 * @property {string} [keys] as shown in its tooltip
 * @property {(view: EditorView) => unknown} run
 * @property {(state: EditorState) => boolean} [isOn] only of tools that switch something
 */

/** @type {Rank[]} */
const ranks = ["paragraph", "heading1", "heading2", "heading3"]

/** The toolbar is brought up to date so long after the last change, in milliseconds. */
const refreshDelay = 120

/** @param {MessageKey} label @param {string} drawing @param {Style} style @param {string} keys @returns {Tool} */
const styleTool = (label, drawing, style, keys) => ({
  label, drawing, keys,
  run: (view) => toggleStyle(view, style),
  isOn: (state) => styledAt(state, style) !== null,
})

/** @param {ListKind} kind @param {string} keys @returns {Tool} */
const listTool = (kind, keys = "") => ({
  label: kind, drawing: drawings[kind], keys,
  run: (view) => toggleList(view, kind),
  isOn: (state) => rankAt(state) === kind,
})

/**
 * The tools above the text.
 *
 * @param {object} options
 * @param {import("../editor/editor.js").Editor} options.editor
 * @param {(view: EditorView) => boolean} options.chooseImage
 */
export function showToolbar({ editor, chooseImage }) {
  const { view } = editor
  const bar = byID("tools", HTMLElement)
  const rank = create("select", { class: "tool-select" })
  /** @type {(Tool | null)[]} */
  const tools = [
    styleTool("bold", "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z", "StrongEmphasis", "B"),
    styleTool("italic", "M10 5h7M7 19h7M14 5l-4 14", "Emphasis", "I"),
    styleTool("strike", "M4 12h16M16.5 8c0-2-2-3-4.5-3S8 6.2 8 8.5c0 1.5 1 2.5 2.5 3M7.5 16c.5 2 2.5 3 4.5 3 2.7 0 4.5-1.3 4.5-3.5 0-1-.3-1.8-1-2.5", "Strikethrough", "⇧X"),
    null,
    { label: "link", drawing: drawings.link, keys: "K", run: insertLink },
    listTool("bullets", "⇧8"), listTool("numbers", "⇧7"), listTool("tasks", "⇧9"), listTool("quote"),
    null,
    { label: "table", drawing: drawings.table, run: insertTable },
    { label: "image", drawing: drawings.image, run: chooseImage },
    { label: "footnote", drawing: drawings.footnote, run: insertFootnote },
    null,
    { label: "undo", drawing: "M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3", keys: "Z", run: editor.undo },
    { label: "redo", drawing: "M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h3", keys: "⇧Z", run: editor.redo },
  ]
  /** @type {{tool: Tool, button: HTMLButtonElement}[]} */
  const buttons = []
  bar.append(rank)
  for (const tool of tools) {
    if (tool === null) {
      bar.append(create("span", { class: "tool-gap" }))
      continue
    }
    const button = create("button", { type: "button", class: "tool", tabindex: "-1" }, icon(tool.drawing))
    // The press must not take the focus, and on a phone the keyboard, away from the text.
    button.addEventListener("pointerdown", (event) => event.preventDefault())
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => {
      tool.run(view)
      view.focus()
    })
    buttons.push({ tool, button })
    bar.append(button)
  }
  rank.append(...ranks.map((value) => create("option", { value })))
  rank.addEventListener("change", () => {
    setRank(view, /** @type {Rank} */ (rank.value))
    view.focus()
  })
  moveByArrows(bar)

  language.subscribe(() => {
    bar.setAttribute("aria-label", translate("tools"))
    rank.setAttribute("aria-label", translate("rank"))
    ranks.forEach((value, index) => {
      const option = rank.options[index]
      if (option !== undefined) option.textContent = translate(value)
    })
    for (const { tool: { label, keys = "" }, button } of buttons) {
      button.setAttribute("aria-label", translate(label))
      button.title = keys === "" ? translate(label)
        : translate("labelWithKeys", { label: translate(label), keys: `${modifier}${keys}` })
    }
  })
  let timer = 0
  editor.state.subscribe(() => {
    clearTimeout(timer)
    timer = window.setTimeout(refresh, refreshDelay)
  })
  function refresh() {
    const { state } = view
    const shown = rankAt(state)
    rank.value = ranks.includes(/** @type {Rank} */ (shown)) ? shown : "paragraph"
    for (const { tool: { isOn }, button } of buttons) {
      if (isOn !== undefined) button.setAttribute("aria-pressed", String(isOn(state)))
    }
    bar.classList.toggle("is-locked", state.readOnly)
    rank.disabled = state.readOnly
    for (const { button } of buttons) button.setAttribute("aria-disabled", String(state.readOnly))
  }
}

const modifier = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl+"

/**
 * One stop for the Tab key; the arrows go on from there.
 *
 * @param {HTMLElement} bar
 */
function moveByArrows(bar) {
  bar.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
    if (step === 0) return
    const stops = /** @type {HTMLElement[]} */ ([...bar.querySelectorAll("select, button")])
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement))
    if (at < 0) return
    event.preventDefault()
    stops[(at + step + stops.length) % stops.length]?.focus()
  })
}
