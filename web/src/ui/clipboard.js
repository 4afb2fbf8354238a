// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { toast } from "./toast.js"

/**
 * Copies a text and tells the person whether it worked.
 *
 * @param {string} text
 * @param {import("../i18n/language.js").MessageKey} [said] when it is there
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyAndSay(text, said = "textCopied") {
  const isCopied = await copyText(text)
  toast(translate(isCopied ? said : "copyFailed"))
  return isCopied
}

/**
 * Puts text on the clipboard. Pages served over plain HTTP on a local network have only the old way.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

/** @param {string} text */
function copyBySelection(text) {
  const field = document.createElement("textarea")
  field.value = text
  field.className = "visually-hidden"
  const focused = document.activeElement
  const parent = document.querySelector("dialog[open]") ?? document.body
  parent.append(field)
  field.select()
  const isCopied = document.execCommand("copy")
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return isCopied
}
