// SPDX-License-Identifier: Apache-2.0

import { byID } from "./dom.js"

/**
 * Opens and closes a panel by its button, `Escape`, or a press elsewhere.
 *
 * @param {string} name of the elements `name-button` and `name-panel`
 * @returns {{close: () => void}}
 */
export function popover(name) {
  const button = byID(`${name}-button`, HTMLButtonElement)
  const panel = byID(`${name}-panel`, HTMLElement)
  const set = (/** @type {boolean} */ isOpen) => {
    panel.hidden = !isOpen
    button.setAttribute("aria-expanded", String(isOpen))
  }
  button.addEventListener("click", () => {
    set(panel.hidden)
    if (!panel.hidden) {
      panel.querySelector(/** @type {"input"} */ (":is(input, button):not([hidden])"))?.focus()
    }
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return
    const hadFocus = panel.contains(document.activeElement)
    set(false)
    if (hadFocus) button.focus()
  })
  document.addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof Node) || panel.contains(target) || button.contains(target)) return
    set(false)
  })
  // Leaving by the keyboard closes too, so that no panel hides what has the focus.
  panel.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !panel.contains(relatedTarget)) set(false)
  })
  return { close: () => set(false) }
}
