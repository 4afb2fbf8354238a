// SPDX-License-Identifier: Apache-2.0

import { forgetUndo } from "../editor/undo-storage.js"
import { translate } from "../i18n/language.js"
import { request } from "../requests.js"
import { forgetName } from "../settings/person.js"
import { forgetVisits } from "../since/last-visit.js"
import { byID } from "../ui/dom.js"

/** Lets the person have it erased who they are, after asking; what they wrote stays. */
export function showOwnData() {
  const dialog = byID("erase-dialog", HTMLDialogElement)
  const answer = byID("erase-answer", HTMLElement)
  byID("erase-button", HTMLButtonElement).addEventListener("click", () => {
    answer.textContent = ""
    dialog.showModal()
  })
  byID("erase-form", HTMLFormElement).addEventListener("submit", async (event) => {
    if (!(event.submitter instanceof HTMLButtonElement) || event.submitter.value !== "confirm") return
    event.preventDefault()
    if (await request("DELETE", "/api/v1/me", { erase: true }) === null) {
      answer.textContent = translate("linkFailed")
      return
    }
    forgetName()
    forgetVisits()
    forgetUndo()
    location.reload()
  })
}
