// SPDX-License-Identifier: Apache-2.0

import { afterPress } from "../../entities/after-press.js"
import { create } from "../../ui/dom.js"
import { textInput } from "./row-parts.js"

let count = 0

/**
 * A text that should be of a certain form: what is understood is written in one way, what is not stays
 * and is remarked on.
 *
 * @param {object} options
 * @param {string} options.value
 * @param {() => void} options.changed
 * @param {Record<string, string>} options.attributes
 * @param {string} options.warning what is said of what is not understood
 * @param {(text: string) => string | null} options.tidy null for what is not understood
 * @param {(text: string) => string} [options.remark] what is said of what is understood; empty for nothing
 */
export function warnedInput({ value, changed, attributes, warning, tidy, remark = () => "" }) {
  const id = `describe-warning-${++count}`
  const sentence = create("p", { id, class: "describe-warning", role: "alert" })
  const input = textInput(value, () => {
    checkAndShow()
    changed()
  }, { ...attributes, "aria-describedby": id })

  function check() {
    const text = input.value.trim()
    const tidied = text === "" ? "" : tidy(text)
    if (tidied !== null) input.value = tidied
    input.setAttribute("aria-invalid", String(toSay() !== ""))
  }
  /** What there is to say of what stands there. */
  function toSay() {
    const text = input.value.trim()
    const tidied = text === "" ? "" : tidy(text)
    return tidied === null ? warning : remark(tidied)
  }
  function show() {
    sentence.textContent = toSay()
    sentence.hidden = sentence.textContent === ""
  }
  function checkAndShow() {
    check()
    afterPress(show)
  }
  check()
  show()
  return { input, warning: sentence, check: checkAndShow }
}
