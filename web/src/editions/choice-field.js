// SPDX-License-Identifier: Apache-2.0

import { create } from "../ui/dom.js"
import { isClosed } from "./closed-form.js"
import { readText, writeText } from "./description.js"

/** The option that opens a field for another text. */
const other = "other"

/**
 * One of several usual texts, or another.
 *
 * @param {object} options
 * @param {import("./description.js").Meta} options.meta
 * @param {string} options.key
 * @param {string} options.label
 * @param {string} options.none what the list says while nothing is chosen
 * @param {string} options.otherwise what leads to another text
 * @param {string} options.otherLabel what the field for that is called
 * @param {[string, string][]} options.choices each by its value and its name
 * @param {(text: string) => string | null} options.valueOf which choice a text stands for
 * @param {(value: string) => string} options.textOf what is written for a choice
 * @returns {import("./text-field.js").FormField}
 */
export function choiceField({ meta, key, label, none, otherwise, otherLabel, choices, valueOf, textOf }) {
  const id = `describe-${key}`
  const select = create("select", { id, class: "field" },
    ...[["", none], ...choices, [other, otherwise]].map(([value = "", name = ""]) => create("option", { value }, name)))
  const input = create("input", {
    class: "field", type: "text", dir: "auto", maxlength: "200", autocomplete: "off", "aria-label": otherLabel,
  })
  const element = create("div", { class: "describe-field" }, create("label", { for: id }, label), select, input)
  let shown = ""
  let isEditing = false

  function show() {
    shown = readText(meta, key)
    const value = shown === "" ? "" : valueOf(shown) ?? other
    select.value = value
    input.hidden = value !== other
    input.value = value === other ? shown : ""
    isEditing = false
  }
  function commit() {
    if (!isEditing || isClosed(element)) return
    const text = select.value === other ? input.value.trim() : select.value === "" ? "" : textOf(select.value)
    // Another text that is still to be written takes nothing away.
    if (select.value === other && text === "") return
    writeText(meta, key, text)
    show()
  }
  show()
  select.addEventListener("change", () => {
    isEditing = true
    input.hidden = select.value !== other
    if (input.hidden) commit()
    else input.focus()
  })
  input.addEventListener("input", () => { isEditing = true })
  input.addEventListener("change", commit)
  input.addEventListener("blur", () => {
    if (input.value.trim() === "") show()
  })
  return {
    keys: [key], element, commit,
    render: () => { if (!isEditing) show() },
    focus: () => select.focus(),
  }
}
