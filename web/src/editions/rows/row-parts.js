// SPDX-License-Identifier: Apache-2.0

import { create } from "../../ui/dom.js"

/**
 * A field of a row, with what it is called above it.
 *
 * @param {string} label @param {HTMLElement} control @param {string} [width] which class says how wide
 */
export const labelled = (label, control, width = "") =>
  create("label", { class: `describe-part ${width}`.trim() }, create("span", {}, label), control)

/**
 * @param {string} value
 * @param {() => void} changed
 * @param {Record<string, string>} [attributes]
 */
export function textInput(value, changed, attributes = {}) {
  const input = create("input", {
    class: "field", type: "text", dir: "auto", maxlength: "300", autocomplete: "off", ...attributes,
  })
  input.value = value
  input.addEventListener("change", changed)
  return input
}

/**
 * @param {string} value one that is not among the choices stays, as it is
 * @param {[string, string][]} choices each by its value and its name
 * @param {() => void} changed
 */
export function choice(value, choices, changed) {
  const all = choices.some(([known]) => known === value) ? choices : [...choices, [value, value]]
  const select = create("select", { class: "field" },
    ...all.map(([value = "", name = ""]) => create("option", { value }, name)))
  select.value = value
  select.addEventListener("change", changed)
  return select
}
