// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { explanationOf, kindOf } from "../problems/problem-messages.js"
import { byID } from "../ui/dom.js"

/** Makes the form ask the server for a pad and go there. */
export function showNewPadForm() {
  const form = byID("new-pad", HTMLFormElement)
  const title = byID("new-pad-title", HTMLInputElement)
  const button = byID("new-pad-button", HTMLButtonElement)
  const error = byID("new-pad-error", HTMLElement)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    button.disabled = true
    error.hidden = true
    const answer = await createPad(title.value.trim())
    if (answer.name !== undefined) {
      location.assign(`/p/${encodeURIComponent(answer.name)}`)
      return
    }
    error.textContent = answer.reason === null
      ? translate("newPadFailed") : translate("newPadRefused", { reason: translate(answer.reason) })
    error.hidden = false
    button.disabled = false
  })
  // Coming back by the browser's button finds the page as it was left.
  window.addEventListener("pageshow", () => {
    button.disabled = false
  })
}

/**
 * @param {string} title empty if none is wanted yet
 * @returns {Promise<{name: string} | {name: undefined, reason: import("../i18n/language.js").MessageKey | null}>}
 *   why there is none, if the server said so
 */
async function createPad(title) {
  try {
    const response = await fetch("/api/v1/pads", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(title === "" ? {} : { title }),
    })
    const body = await response.json()
    if (response.ok && typeof body.id === "string") return { name: body.id }
    return { name: undefined, reason: explanationOf(kindOf(body), response.status).text }
  } catch {
    return { name: undefined, reason: null }
  }
}
