// SPDX-License-Identifier: Apache-2.0

import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"

/** Whoever presses the keys for saving is told what is saved: there is nothing else to do. */
export function answerSaveKey() {
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event
    if (key.toLowerCase() !== "s" || !(ctrlKey || metaKey) || altKey || shiftKey) return
    event.preventDefault()
    toast(byID("status-text", HTMLElement).textContent ?? "")
  })
}
