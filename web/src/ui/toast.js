// SPDX-License-Identifier: Apache-2.0

import { byID } from "./dom.js"

/** In milliseconds. */
const duration = 2_500

let timer = 0

/**
 * Says for a moment that something has been done.
 *
 * @param {string} text
 */
export function toast(text) {
  const element = byID("toast", HTMLElement)
  // What is not in the uppermost dialog lies behind it.
  const place = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body
  if (element.parentElement !== place) place.append(element)
  element.textContent = text
  element.classList.add("is-shown")
  clearTimeout(timer)
  timer = window.setTimeout(() => {
    element.classList.remove("is-shown")
    element.textContent = ""
  }, duration)
}
