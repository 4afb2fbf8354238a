// SPDX-License-Identifier: Apache-2.0

import { byID } from "./dom.js"

/** A sentence stays so long where screen readers find it, in milliseconds. */
const stay = 10_000

/**
 * Says something to screen readers, politely: each sentence is added once, so none cuts off another.
 *
 * @param {string} sentence
 */
export function announce(sentence) {
  const line = document.createElement("p")
  line.textContent = sentence
  byID("announcer", HTMLElement).append(line)
  window.setTimeout(() => line.remove(), stay)
}
