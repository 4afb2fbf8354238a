// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { ask } from "./session.js"

/** Lets a member choose another password, by the one they have. */
export function showPasswordChange() {
  const form = byID("password-change", HTMLFormElement)
  const current = byID("password-current", HTMLInputElement)
  const fresh = byID("password-new", HTMLInputElement)
  const button = byID("password-confirm", HTMLButtonElement)
  const error = byID("password-error", HTMLElement)
  /** @type {import("../i18n/language.js").MessageKey | null} */
  let trouble = null

  function render() {
    error.textContent = trouble === null ? "" : translate(trouble)
    error.hidden = trouble === null
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    button.disabled = true
    const answer = await ask("/api/v1/me/password", { current: current.value, password: fresh.value }, "PUT")
    button.disabled = false
    trouble = answer.done === null ? answer.reason : null
    render()
    if (trouble !== null) return current.select()
    form.reset()
    toast(translate("passwordChanged"))
    // The other sessions have ended.
    window.dispatchEvent(new Event("pageshow"))
  })
  language.subscribe(render)
}
