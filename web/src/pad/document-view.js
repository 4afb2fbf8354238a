// SPDX-License-Identifier: Apache-2.0

import { byID } from "../ui/dom.js"

/** Whether typing needs no keyboard on the screen, which would hide half of the pad. */
const hasKeyboard = window.matchMedia("(pointer: fine)")

/**
 * Opens the editor once the server's document is here: an empty page that is only late must not
 * look like an empty pad. Afterwards the editor stays open, connected or not.
 *
 * @param {object} options
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {{view: {focus: () => void}, setEditable: (isEditable: boolean) => void}} options.editor
 */
export function showPadDocument({ connection, editor }) {
  const opening = byID("opening", HTMLElement)
  const element = byID("editor", HTMLElement)
  let isEditable = false
  connection.subscribe(({ hasDocument, phase }) => {
    opening.hidden = hasDocument
    element.hidden = !hasDocument
    const shouldBe = hasDocument && phase !== "closed"
    if (shouldBe === isEditable) return
    isEditable = shouldBe
    editor.setEditable(shouldBe)
    if (shouldBe && hasKeyboard.matches && document.activeElement === document.body) {
      editor.view.focus()
    }
  })
}
