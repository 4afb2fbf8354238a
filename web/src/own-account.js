// SPDX-License-Identifier: Apache-2.0
// The page "/account": one's own account, while one is signed in.

import { showDeskLink } from "./desk/desk-link.js"
import { showOwnData } from "./home/own-data.js"
import { keepTranslated, language, translate } from "./i18n/language.js"
import { showDigest } from "./members/digest-setting.js"
import { askForPassword, showErasureCheck } from "./members/erasure-check.js"
import { showPasswordChange } from "./members/password-change.js"
import { whoAmI } from "./members/session.js"
import { showSessions } from "./members/session-list.js"
import { keepThemed } from "./settings/theme.js"
import { showChoices } from "./ui/choices.js"
import { byID } from "./ui/dom.js"

/** @typedef {import("./members/session.js").Me} Me */

/** @type {Me | null} */
let me = null
let hasAnswer = false

keepThemed()
keepTranslated(document)
showChoices()
showPasswordChange()
const refreshSessions = showSessions()
const refreshDigest = showDigest()
showDeskLink()
showOwnData()
showErasureCheck()
language.subscribe(render)
// Also when one comes back to the page after signing out elsewhere.
window.addEventListener("pageshow", () => void refresh())

async function refresh() {
  me = await whoAmI()
  hasAnswer = true
  render()
  askForPassword(me)
  await refreshDigest(me)
  if (me?.account != null) await refreshSessions()
}

function render() {
  const account = me?.account ?? null
  document.title = translate("padDocumentTitle", { title: translate("ownAccountTitle") })
  byID("own-account-sign-in", HTMLElement).hidden = me === null || account !== null
  byID("own-account-password", HTMLElement).hidden = account?.hasPassword !== true
  byID("own-sessions", HTMLElement).hidden = account === null
  byID("own-account-data", HTMLElement).hidden = account === null
  byID("own-account-who", HTMLElement).textContent = hasAnswer ? words(account) : ""
}

/** @param {Me["account"]} account */
function words(account) {
  if (me === null) return translate("accountFailed")
  if (account === null) return translate("ownAccountNobody")
  const { name, email } = account
  return email === undefined ? translate("signedInAs", { name }) : translate("ownAccountWho", { name, email })
}
