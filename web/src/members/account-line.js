// SPDX-License-Identifier: Apache-2.0

import { forgetUndo } from "../editor/undo-storage.js"
import { language, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { signOut, whoAmI } from "./session.js"
import { forgetName } from "../settings/person.js"

/** @typedef {import("./session.js").Me} Me */

/** @type {Me | null} */
let me = null
let hasFailed = false

/**
 * Says who is signed in, or lets somebody sign in. Nothing is shown where nobody has an account.
 *
 * @param {string} back where one comes back to after signing in
 * @param {() => void} leave called before this browser is somebody else
 */
export function showAccountLine(back, leave) {
  byID("account-sign-in", HTMLAnchorElement).href = `/sign-in#to=${encodeURIComponent(back)}`
  const button = byID("account-sign-out", HTMLButtonElement)
  button.addEventListener("click", async () => {
    button.disabled = true
    leave()
    if (await signOut()) {
      forgetName()
      forgetUndo()
      location.reload()
      return
    }
    hasFailed = true
    button.disabled = false
    render()
  })
  language.subscribe(render)
}

/** Asks the server again. @returns {Promise<boolean>} whether a member is signed in */
export async function refreshAccount() {
  me = await whoAmI()
  render()
  return me?.account != null
}

function render() {
  const isMember = me !== null && me.account !== null
  byID("account-line", HTMLElement).hidden = !(isMember || me?.canSignIn)
  byID("account-sign-in", HTMLElement).hidden = isMember
  byID("account-sign-out", HTMLElement).hidden = !isMember
  byID("account-own", HTMLElement).hidden = !isMember
  byID("account-name", HTMLElement).textContent = me?.account == null ? ""
    : translate(hasFailed ? "signOutFailed" : "signedInAs", { name: me.account.name })
}
