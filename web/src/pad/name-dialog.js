// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { maximumNameLength, personName, renamePerson } from "../settings/person.js"
import { byID } from "../ui/dom.js"

/**
 * Asks for the person's name at the first pad of this browser, and when they want to change it.
 * Whoever gives none writes as a guest. Where there is an edition to read, nobody writes, and nobody is asked.
 *
 * @param {{focus: () => void}} editor gets the focus afterwards
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 */
export function askForName(editor, connection) {
  const dialog = byID("name-dialog", HTMLDialogElement)
  const input = byID("name-input", HTMLInputElement)
  const confirm = byID("name-confirm", HTMLButtonElement)
  const cancel = byID("name-cancel", HTMLButtonElement)
  const welcome = byID("name-welcome", HTMLElement)
  input.maxLength = maximumNameLength

  const render = () => {
    const isFirstTime = personName.value === null
    confirm.textContent = translate(isFirstTime ? "nameConfirm" : "nameSave")
    cancel.hidden = isFirstTime
    welcome.hidden = !isFirstTime
  }
  const open = () => {
    input.value = personName.value ?? ""
    dialog.returnValue = ""
    render()
    dialog.showModal()
    input.select()
  }
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "confirm") renamePerson(input.value)
    else if (personName.value === null) renamePerson("")
    editor.focus()
  })
  language.subscribe(render)
  byID("rename-button", HTMLButtonElement).addEventListener("click", open)
  // Once: a dialog that was just closed has told nobody its answer yet.
  let wasAsked = false
  connection.subscribe(({ hasDocument, edition }) => {
    if (wasAsked || personName.value !== null || !hasDocument || edition !== 0) return
    wasAsked = true
    if (!dialog.open) open()
  })
}
