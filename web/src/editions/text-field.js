// SPDX-License-Identifier: Apache-2.0

import { create } from "../ui/dom.js"
import { isClosed } from "./closed-form.js"
import { readText, writeText } from "./description.js"

/**
 * A part of the form that shows one or two fields of `meta` and writes them.
 *
 * @typedef {object} FormField
 * @property {readonly string[]} keys of `meta`
 * @property {HTMLElement} element
 * @property {() => void} render shows what `meta` says, unless somebody is editing it here
 * @property {() => void} commit writes what was edited
 * @property {() => void} focus
 */

/**
 * A part of the form that lists things by their names.
 *
 * @typedef {FormField & {
 *   names: () => string[],
 *   add: (value: unknown) => void,
 *   focusEnd: () => void,
 * }} ListField `add` takes what the list holds in `meta`; `focusEnd` goes to where another is added
 */

/** @typedef {import("./description.js").Meta} Meta */

/**
 * One text. What is being edited here is not changed by others before it is written.
 *
 * @param {object} options
 * @param {Meta} options.meta
 * @param {string} options.key
 * @param {string} options.label
 * @param {string} [options.hint]
 * @param {() => string} [options.placeholder] what counts where nothing is given
 * @param {boolean} [options.isLong] whether it has several lines
 * @param {number} [options.maximumLength]
 * @param {(text: string) => string} [options.tidy] what is written of what was typed
 * @returns {FormField}
 */
export function textField({
  meta, key, label, hint, placeholder = () => "", isLong = false, maximumLength = 300, tidy = (text) => text.trim(),
}) {
  const id = `describe-${key}`
  const attributes = { id, class: "field", dir: "auto", maxlength: String(maximumLength), autocomplete: "off" }
  const input = isLong ? create("textarea", { ...attributes, rows: "4" }) : create("input", { ...attributes, type: "text" })
  const element = create("div", { class: "describe-field" }, create("label", { for: id }, label), input)
  if (hint !== undefined) {
    input.setAttribute("aria-describedby", `${id}-hint`)
    element.append(create("p", { id: `${id}-hint`, class: "quiet" }, hint))
  }
  let shown = ""

  function show() {
    shown = readText(meta, key)
    input.value = shown
    input.placeholder = placeholder()
  }
  function commit() {
    if (input.value === shown || isClosed(element)) return
    writeText(meta, key, tidy(input.value))
    show()
  }
  show()
  const render = () => {
    if (input.value === shown) show()
  }
  input.addEventListener("change", commit)
  // What was changed meanwhile and then put back shows what others wrote.
  input.addEventListener("blur", render)
  return {
    keys: [key], element, render, commit,
    focus: () => input.focus(),
  }
}
