// SPDX-License-Identifier: Apache-2.0

/**
 * Puts text on the clipboard. Pages served over plain HTTP on a local network have only the old way.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyText(text) {
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
