// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { arrange, create, icon } from "../ui/dom.js"
import { isClosed } from "./closed-form.js"
import { readNames, splitNames, writeList } from "./description.js"
import { mergeLists } from "./merging.js"
import { isSame } from "./plain.js"
import { rove } from "./roving.js"

/**
 * Names that are added one after the other: Enter adds what was typed, and goes on where nothing was. From
 * the empty field, the Backspace key takes the last one back to be corrected.
 *
 * @param {object} options
 * @param {import("./description.js").Meta} options.meta
 * @param {string} options.key
 * @param {string} options.label
 * @param {string} options.hint
 * @param {boolean} options.splits whether a comma ends a name
 * @param {(name: () => string) => HTMLElement} [options.page] what leads to the page of a name
 * @param {string} options.completion the ID of the list that completes a name; empty for none
 * @param {(sentence: string) => void} options.say to who hears the form
 * @returns {import("./text-field.js").ListField}
 */
export function namesField({ meta, key, label, hint, splits, completion, say, page }) {
  const id = `describe-${key}`
  const input = create("input", {
    id, class: "field", type: "text", dir: "auto", maxlength: "200", autocomplete: "off", "aria-describedby": `${id}-hint`,
    ...completion === "" ? {} : { list: completion },
  })
  const list = create("ul", { class: "describe-names", "aria-label": label })
  const element = create("div", { class: "describe-field" },
    create("label", { for: id }, label), input, create("p", { id: `${id}-hint`, class: "quiet" }, hint), list)
  /**
   * What was shown when it was read last.
   *
   * @type {string[]}
   */
  let names = []

  function render() {
    const now = readNames(meta, key, splits)
    if (isSame(now, names)) return
    const focused = [...list.querySelectorAll("button")].findIndex((button) => button === document.activeElement)
    // Names that stay are not drawn anew: the focus may be about to go to one.
    const known = new Map([...list.children].map((line, index) => [names[index], line]))
    names = now
    arrange(list, names.map((name) => {
      const line = known.get(name) ?? item(name)
      known.delete(name)
      return line
    }))
    if (focused >= 0 && !list.contains(document.activeElement)) focusName(focused)
  }
  /** @param {string} name */
  function item(name) {
    const index = () => [...list.children].indexOf(line)
    const button = create("button", { type: "button", class: "describe-remove", "aria-label": translate("nameRemove", { name }) },
      icon("M7 7l10 10M17 7 7 17"))
    button.addEventListener("click", () => remove(index()))
    button.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
      if (event.altKey && step !== 0) move(index(), index() + step)
      else if (event.key === "Delete" || event.key === "Backspace") remove(index())
      else return
      event.preventDefault()
    })
    const line = create("li", {}, create("span", { dir: "auto" }, name), ...page === undefined ? [] : [page(() => name)], button)
    return line
  }
  /** @param {number} index */
  function focusName(index) {
    const buttons = list.querySelectorAll("button")
    const button = buttons[Math.min(index, buttons.length - 1)] ?? input
    button.focus()
  }
  /** @param {string[]} wanted */
  function write(wanted) {
    writeList(meta, { list: key }, mergeLists(names, wanted, readNames(meta, key, splits)))
    render()
  }
  /** @param {number} index */
  function remove(index) {
    const name = names[index] ?? ""
    focusName(index)
    write(names.filter((_, other) => other !== index))
    say(translate("nameRemoved", { name }))
  }
  /** @param {number} from @param {number} to */
  function move(from, to) {
    if (to < 0 || to >= names.length) return
    const wanted = [...names]
    wanted.splice(to, 0, ...wanted.splice(from, 1))
    write(wanted)
    focusName(to)
    say(translate("rowMoved", { name: wanted[to] ?? "", number: to + 1, count: names.length }))
  }
  /** Takes in what was typed. */
  function commit() {
    if (isClosed(element)) return
    const typed = (splits ? splitNames(input.value) : [input.value.trim()]).filter((name) => name !== "")
    input.value = ""
    const added = [...new Set(typed)].filter((name) => !names.includes(name))
    if (added.length > 0) write([...names, ...added])
  }
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "Enter" && input.value.trim() !== "") {
      event.preventDefault()
      commit()
    } else if (event.key === "Backspace" && input.value === "" && names.length > 0) {
      event.preventDefault()
      const last = names.at(-1) ?? ""
      write(names.slice(0, -1))
      input.value = last
    }
  })
  input.addEventListener("input", (event) => {
    if (splits && input.value.includes(",") && !(event instanceof InputEvent && event.isComposing)) commit()
  })
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? ""
    if (!text.trim().includes("\n")) return
    event.preventDefault()
    const pasted = text.split("\n").map((name) => name.trim()).filter((name) => name !== "" && !names.includes(name))
    write([...names, ...new Set(pasted)])
  })
  input.addEventListener("change", commit)
  render()
  rove(list, "button")
  const focus = () => input.focus()
  return {
    keys: [key], element, render, commit, focus, focusEnd: focus,
    names: () => readNames(meta, key, splits),
    add(name) {
      commit()
      if (typeof name === "string" && !names.includes(name)) write([...names, name])
    },
  }
}
