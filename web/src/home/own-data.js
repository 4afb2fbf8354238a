// SPDX-License-Identifier: Apache-2.0

import { forgetUndo } from "../editor/undo-storage.js"
import { translate } from "../i18n/language.js"
import { explanationOf, kindOf } from "../problems/problem-messages.js"
import { send } from "../requests.js"
import { forgetName } from "../settings/person.js"
import { forgetVisits } from "../since/last-visit.js"
import { byID } from "../ui/dom.js"

/** Lets the person have it erased who they are, after asking; what they wrote stays. */
export function showOwnData() {
  const dialog = byID("erase-dialog", HTMLDialogElement)
  const form = byID("erase-form", HTMLFormElement)
  const answer = byID("erase-answer", HTMLElement)
  /** @type {HTMLInputElement | null} a member's; a guest has none */
  const password = form.querySelector("input[type=password]")
  /** @type {HTMLElement | null} the way for members who have none */
  const signIn = form.querySelector("#erase-sign-in")

  byID("erase-button", HTMLButtonElement).addEventListener("click", () => {
    form.reset()
    answer.textContent = ""
    if (signIn !== null) signIn.hidden = true
    dialog.showModal()
  })
  form.addEventListener("submit", async (event) => {
    if (!(event.submitter instanceof HTMLButtonElement) || event.submitter.value !== "confirm") return
    event.preventDefault()
    const isAsked = password !== null && !password.disabled
    const problem = await erase(isAsked ? password.value : undefined)
    if (problem !== null) {
      answer.textContent = problem.text
      if (signIn !== null) signIn.hidden = problem.kind !== "sign-in-needed"
      if (isAsked) password.select()
      return
    }
    forgetName()
    forgetVisits()
    forgetUndo()
    location.reload()
  })
}

/** @param {string | undefined} password @returns {Promise<{kind: string, text: string} | null>} null once it is done */
async function erase(password) {
  const response = await send("DELETE", "/api/v1/me", { erase: true, ...password === undefined ? {} : { password } })
  if (response?.ok === true) return null
  if (response === null) return { kind: "", text: translate("linkFailed") }
  const kind = kindOf(await response.json().catch(() => ({})))
  return { kind, text: translate(explanationOf(kind, response.status).text) }
}
