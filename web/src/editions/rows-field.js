// SPDX-License-Identifier: Apache-2.0

import { afterPress } from "../entities/after-press.js"
import { translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { isClosed } from "./closed-form.js"
import { readList, writeList } from "./description.js"
import { mergeLists } from "./merging.js"
import { isSame } from "./plain.js"
import { rowTools } from "./row-tools.js"

/** What people go on to. */
const controls = "input, select, textarea, button, a"

/**
 * A row as it is drawn.
 *
 * @template R
 * @typedef {object} DrawnRow
 * @property {HTMLElement} element
 * @property {HTMLElement} first what the focus goes to in a new row
 * @property {() => R} read what stands in it
 */

/**
 * Rows of things: people, places, events, texts. Enter goes on in a new row, and out of the list from an
 * empty one; Alt and an arrow move a row. While the focus is in the list, others change nothing in it, and
 * nothing they change is lost.
 *
 * @template {import("./things.js").Row} R
 * @param {object} options
 * @param {import("./description.js").Meta} options.meta
 * @param {import("./description.js").ListKeys} options.keys
 * @param {import("./things.js").Thing<R>} options.thing
 * @param {(row: R, changed: () => void) => DrawnRow<R>} options.draw
 * @param {string} options.label of the list
 * @param {string} options.hint
 * @param {string} options.add what adds a row
 * @param {(number: number) => string} options.rowLabel
 * @param {(sentence: string) => void} options.say to who hears the form
 * @returns {import("./text-field.js").ListField}
 */
export function rowsField({ meta, keys, thing, draw, label, hint, add, rowLabel, say }) {
  const list = create("div", { class: "describe-rows" })
  const button = create("button", { type: "button", class: "button describe-add" }, add)
  const element = create("fieldset", { class: "describe-list" },
    create("legend", {}, label), create("p", { class: "quiet" }, hint), list, button)
  /** @typedef {{item: HTMLDivElement, drawn: DrawnRow<R>, tools: ReturnType<typeof rowTools>, value: unknown, shown: R}} ListRow */
  /** @type {ListRow[]} */
  let rows = []
  /**
   * What the rows stand for, as it was read or written last.
   *
   * @type {unknown[]}
   */
  let base = []
  let isWriting = false

  /** @param {unknown} value undefined for a new row @returns {ListRow} */
  function makeRow(value) {
    const shown = value === undefined ? thing.blank() : thing.read(value)
    const drawn = draw(shown, commit)
    const item = create("div", { class: "describe-row", role: "group" }, drawn.element)
    /** @type {ListRow} */
    const row = { item, drawn, tools: rowTools({ remove: () => remove(row), move: (step) => move(row, step) }), value, shown }
    item.append(row.tools.element)
    item.addEventListener("keydown", (event) => pressed(event, row))
    return row
  }
  function number() {
    rows.forEach(({ item, tools }, index) => {
      item.setAttribute("aria-label", rowLabel(index + 1))
      tools.place(index === 0, index === rows.length - 1)
    })
  }
  /** @param {ListRow} row @returns {string} by its name, or else its number */
  function called(row) {
    const { name = "", title = "" } = /** @type {{name?: string, title?: string}} */ (row.drawn.read())
    return name || title || rowLabel(rows.indexOf(row) + 1)
  }
  function show() {
    base = readList(meta, keys)
    rows = base.map(makeRow)
    list.replaceChildren(...rows.map(({ item }) => item))
    number()
  }
  function render() {
    if (isWriting || element.contains(document.activeElement)) return
    const stands = rows.filter(({ value }) => value !== undefined).map(({ value }) => value)
    if (stands.length !== rows.length || !isSame(stands, readList(meta, keys))) show()
  }
  function commit() {
    if (isClosed(element)) return
    for (const row of rows) {
      const now = row.drawn.read()
      if (isSame(now, row.shown)) continue
      row.shown = now
      row.value = thing.write(now) ?? undefined
    }
    const values = rows.map(({ value }) => value).filter((value) => value !== undefined)
    if (isSame(values, base)) return
    const merged = mergeLists(base, values, readList(meta, keys))
    base = values
    isWriting = true
    meta.doc?.transact(() => writeList(meta, keys, merged))
    isWriting = false
  }
  /** @param {number} index where the new row goes */
  function insert(index) {
    const row = makeRow(undefined)
    rows.splice(index, 0, row)
    list.insertBefore(row.item, list.children[index] ?? null)
    number()
    row.drawn.first.focus()
    row.item.scrollIntoView({ block: "nearest" })
  }
  /** @param {unknown} value */
  function addValue(value) {
    if (isClosed(element)) return
    const row = makeRow(value)
    rows.push(row)
    list.append(row.item)
    number()
    commit()
  }
  /** @param {ListRow} row */
  function remove(row) {
    const index = rows.indexOf(row)
    const name = called(row)
    const next = rows[index + 1] ?? rows[index - 1]
    if (next === undefined) button.focus()
    else next.drawn.first.focus()
    rows.splice(index, 1)
    row.item.remove()
    number()
    commit()
    say(translate("rowRemoved", { name }))
  }
  /** @param {ListRow} row @param {number} step */
  function move(row, step) {
    const from = rows.indexOf(row)
    const to = from + step
    if (to < 0 || to >= rows.length) return
    const focused = document.activeElement
    rows.splice(from, 1)
    rows.splice(to, 0, row)
    list.insertBefore(row.item, step < 0 ? list.children[to] ?? null : list.children[to + 1] ?? null)
    if (focused instanceof HTMLElement) focused.focus()
    number()
    commit()
    say(translate("rowMoved", { name: called(row), number: to + 1, count: rows.length }))
  }
  /** @param {KeyboardEvent} event @param {ListRow} row */
  function pressed(event, row) {
    if (event.isComposing) return
    const index = rows.indexOf(row)
    const isBlank = thing.write(row.drawn.read()) === null
    const isInput = event.target instanceof HTMLInputElement
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      move(row, event.key === "ArrowUp" ? -1 : 1)
    } else if (event.key === "Enter" && isInput && !event.ctrlKey && !isBlank) {
      // The focus leaves what was typed, which is written with that.
      insert(index + 1)
    } else if (event.key === "Enter" && isInput && !event.ctrlKey && index === rows.length - 1) {
      // An empty row at the end was the last one: on with what comes behind the list.
      button.focus()
      rows.splice(index, 1)
      row.item.remove()
      number()
    } else if (event.key === "Backspace" && isBlank && isInput && event.target.value === "" && index > 0) {
      remove(row)
      rows[index - 1]?.drawn.first.focus()
    } else {
      return
    }
    event.preventDefault()
  }
  button.addEventListener("click", () => insert(rows.length))
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && element.contains(relatedTarget)) return
    commit()
    // A press on the words beside a box gives the focus to what scrolls first: no row goes away under it.
    if (relatedTarget instanceof Element && relatedTarget.matches(controls)) afterPress(render)
  })
  show()
  return {
    keys: keys.old === undefined ? [keys.list] : [keys.list, keys.old], element, render, commit,
    focus: () => { (rows[0]?.drawn.first ?? button).focus() },
    names: () => rows.map(({ drawn }) => nameOf(drawn.read())),
    add: addValue, focusEnd: () => button.focus(),
  }
}

/** @param {import("./things.js").Row & {name?: unknown}} row @returns {string} empty for what has none */
const nameOf = ({ name }) => typeof name === "string" ? name : ""
