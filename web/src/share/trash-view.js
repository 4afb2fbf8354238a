// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { reasonWord } from "../sync/close-codes.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { restorePad, trashPad, trashedPads } from "./trash.js"

/**
 * Lets the pad's owner put it into the trash, after asking, and take it out again from the dialog that
 * then closes the page.
 *
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 * @param {string} padName
 */
export function showTrash(connection, padName) {
  const dialog = byID("trash-dialog", HTMLDialogElement)
  const restore = byID("closed-restore", HTMLButtonElement)

  byID("trash-button", HTMLButtonElement).addEventListener("click", () => dialog.showModal())
  byID("trash-form", HTMLFormElement).addEventListener("submit", async (event) => {
    if (!(event.submitter instanceof HTMLButtonElement) || event.submitter.value !== "confirm") return
    if (!await trashPad(padName)) toast(translate("linkFailed"))
  })
  connection.subscribe(async ({ phase, reason }) => {
    if (phase !== "closed" || reasonWord(reason) !== "pad-in-trash") return
    restore.hidden = !(await trashedPads()).some(({ id }) => id === padName)
  })
  restore.addEventListener("click", async () => {
    if (await restorePad(padName)) location.reload()
    else toast(translate("linkFailed"))
  })
}
