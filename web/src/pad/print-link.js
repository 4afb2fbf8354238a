// SPDX-License-Identifier: Apache-2.0

import { byID } from "../ui/dom.js"

/**
 * The way to the page that is printed, which the browser's own keys take too: it would print what the
 * screen shows, and of a long text that is a part.
 *
 * @param {string} padName
 */
export function showPrintLink(padName) {
  const link = byID("print-link", HTMLAnchorElement)
  link.href = `/p/${encodeURIComponent(padName)}/print`
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    if (key.toLowerCase() !== "p" || !(ctrlKey || metaKey) || altKey || shiftKey) return
    event.preventDefault()
    link.click()
  })
}
