// SPDX-License-Identifier: Apache-2.0

import {
  EditorSelection, EditorView, Prec, StateEffect, StateField, keymap, showTooltip, syntaxTree,
} from "../codemirror.js"
import { translate } from "../i18n/language.js"
import { create, icon } from "../ui/dom.js"

/** @typedef {import("./actions.js").Action} Action */
/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").Transaction} Transaction */

/**
 * The open menu: where its slash stands, what is typed behind it, and which choice is marked.
 *
 * @typedef {{from: number, query: string, index: number}} Menu
 */

/** @type {import("#codemirror").StateEffectType<number | null>} */
const setIndex = StateEffect.define()

/**
 * A menu of what can be put into the text, opened by `/` at the beginning of a line or a word.
 *
 * @param {Action[]} actions
 * @returns {import("#codemirror").Extension}
 */
export function slashMenu(actions) {
  const field = /** @type {import("#codemirror").StateField<Menu | null>} */ (StateField.define({
    create: () => /** @type {Menu | null} */ (null),
    update: (/** @type {Menu | null} */ menu, transaction) => next(menu, transaction, actions),
  }))
  const found = (/** @type {EditorState} */ state) => matching(actions, state.field(field)?.query ?? "")

  /** @param {EditorView} view @param {number} step */
  function move(view, step) {
    const menu = view.state.field(field)
    if (menu === null) return false
    const count = found(view.state).length
    view.dispatch({ effects: setIndex.of((menu.index + step + count) % count) })
    return true
  }

  /** @param {EditorView} view @param {number} [index] */
  function choose(view, index) {
    const menu = view.state.field(field)
    const action = menu === null ? undefined : found(view.state)[index ?? menu.index]
    if (menu === null || action === undefined) return false
    const typed = menu.query.replace(/^\S*\s*/, "")
    view.dispatch({
      changes: { from: menu.from, to: view.state.selection.main.head },
      selection: EditorSelection.cursor(menu.from),
      effects: setIndex.of(null),
      userEvent: "delete.slash",
    })
    view.focus()
    action.run(view, typed)
    return true
  }

  /** @param {EditorView} view */
  function close(view) {
    if (view.state.field(field) === null) return false
    view.dispatch({ effects: setIndex.of(null) })
    return true
  }

  /** @param {EditorView} view */
  function show(view) {
    const dom = create("ul", { id: "slash-list", class: "slash-menu", role: "listbox", tabindex: "0" })
    dom.setAttribute("aria-label", translate("slashMenu"))
    const render = (/** @type {EditorState} */ state) => {
      const menu = state.field(field)
      if (menu === null) return
      dom.replaceChildren(...found(state).map(({ label, drawing }, index) => {
        const item = create("li", { id: `slash-${index}`, role: "option" },
          icon(drawing), create("span", {}, translate(label)))
        item.setAttribute("aria-selected", String(index === menu.index))
        item.addEventListener("mousedown", (event) => event.preventDefault())
        item.addEventListener("click", () => choose(view, index))
        return item
      }))
      dom.children[menu.index]?.scrollIntoView({ block: "nearest" })
    }
    render(view.state)
    return {
      dom,
      /** @param {import("#codemirror").ViewUpdate} update */
      update: ({ state, startState }) => {
        if (state.field(field) !== startState.field(field)) render(state)
      },
    }
  }

  return [
    field,
    showTooltip.compute([field], (state) => {
      const menu = state.field(field)
      return menu === null ? null : { pos: menu.from, create: show }
    }),
    EditorView.contentAttributes.compute([field], (state) => {
      const menu = state.field(field)
      return menu === null ? { "aria-haspopup": "listbox" } : {
        "aria-haspopup": "listbox", "aria-controls": "slash-list",
        "aria-activedescendant": `slash-${menu.index}`,
      }
    }),
    EditorView.domEventHandlers({ blur: (_event, view) => void close(view) }),
    Prec.highest(keymap.of([
      { key: "ArrowDown", run: (view) => move(view, 1) },
      { key: "ArrowUp", run: (view) => move(view, -1) },
      { key: "Enter", run: (view) => choose(view) },
      { key: "Tab", run: (view) => choose(view) },
      { key: "Escape", run: close },
    ])),
  ]
}

/** @param {Menu | null} menu @param {Transaction} transaction @param {Action[]} actions @returns {Menu | null} */
function next(menu, transaction, actions) {
  const { state, changes, docChanged } = transaction
  for (const effect of transaction.effects) {
    if (effect.is(setIndex)) return effect.value === null || menu === null ? null : { ...menu, index: effect.value }
  }
  const { main } = state.selection
  if (menu === null) {
    if (!docChanged || !transaction.isUserEvent("input.type") || !main.empty) return null
    const line = state.doc.lineAt(main.head)
    if (!/(^|\s)\/$/.test(line.text.slice(0, main.head - line.from))) return null
    return isCode(state, main.head) ? null : { from: main.head - 1, query: "", index: 0 }
  }
  if (!docChanged && transaction.selection === undefined) return menu
  const from = docChanged ? changes.mapPos(menu.from, 1) : menu.from
  const line = state.doc.lineAt(from)
  if (main.head <= from || main.head > line.to || state.doc.sliceString(from, from + 1) !== "/") return null
  const query = state.doc.sliceString(from + 1, main.head)
  const count = matching(actions, query).length
  if (count === 0) return null
  return { from, query, index: query === menu.query ? menu.index : 0 }
}

/** @param {EditorState} state @param {number} position */
function isCode(state, position) {
  const { name } = syntaxTree(state).resolveInner(position, -1)
  return name.includes("Code")
}

/** @param {Action[]} actions @param {string} query its first word chooses; an action may have more */
function matching(actions, query) {
  const wanted = plain(query.split(/\s/)[0] ?? "")
  const hasMore = /\s/.test(query)
  return actions.filter(({ label, words }) => {
    const names = `${plain(translate(label))} ${words}`
    if (hasMore) return label === "action" && plain(translate(label)).startsWith(wanted) && wanted !== ""
    return names.split(" ").some((name) => name.startsWith(wanted))
  })
}

/** @param {string} text */
const plain = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase()
