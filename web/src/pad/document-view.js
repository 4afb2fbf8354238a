// SPDX-License-Identifier: Apache-2.0

import { takesEdits } from "../share/roles.js"
import { forbidsWriting } from "../sync/close-codes.js"
import { byID } from "../ui/dom.js"

/** Whether typing needs no keyboard on the screen, which would hide half of the pad. */
const hasKeyboard = window.matchMedia("(pointer: fine)")

/**
 * Opens the editor once the server's document is here: an empty page that is only late must not
 * look like an empty pad. Afterwards the editor stays open, connected or not, except while the server
 * says that it cannot keep what is written, to who may only read, and while the pad is an edition.
 *
 * @param {object} options
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {{view: {focus: () => void}, setEditable: (isEditable: boolean) => void}} options.editor
 */
export function showPadDocument({ connection, editor }) {
  const opening = byID("opening", HTMLElement)
  const element = byID("editor", HTMLElement)
  let isEditable = false
  connection.subscribe(({ hasDocument, phase, trouble, role, edition }) => {
    opening.hidden = hasDocument
    element.hidden = !hasDocument
    const isKept = phase !== "closed" && !forbidsWriting(trouble)
    const shouldBe = hasDocument && isKept && takesEdits({ role, edition })
    if (shouldBe === isEditable) return
    isEditable = shouldBe
    editor.setEditable(shouldBe)
    if (shouldBe && hasKeyboard.matches && isFocusFree()) editor.view.focus()
  })
}

/** Whether nothing that can be used has the focus; a dialog keeps it for a moment after it has closed. */
function isFocusFree() {
  const { activeElement } = document
  return activeElement === document.body || activeElement?.closest("dialog:not([open])") instanceof HTMLElement
}
