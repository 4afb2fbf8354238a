// SPDX-License-Identifier: Apache-2.0
// The page "/": start a pad, or go back to one.

import { showDeskLink } from "./desk/desk-link.js"
import { showBaseLink } from "./publications/base-link.js"
import { showOwnData } from "./home/own-data.js"
import { showImport } from "./home/import-file.js"
import { showNewPadForm } from "./home/new-pad.js"
import { showRecentPads } from "./home/recent-list.js"
import { showTrashedPads } from "./home/trash-list.js"
import { keepTranslated, language, translate } from "./i18n/language.js"
import { refreshAccount, showAccountLine } from "./members/account-line.js"
import { openOffline } from "./offline/service-worker-client.js"
import { keepThemed } from "./settings/theme.js"
import { showChoices } from "./ui/choices.js"
import { byID } from "./ui/dom.js"

keepThemed()
keepTranslated(document)
language.subscribe(() => {
  document.title = translate("homeDocumentTitle")
})
showChoices()
showNewPadForm()
showImport()
showRecentPads()
showDeskLink()
showBaseLink()
showTrashedPads()
showOwnData()
showAccountLine("/", () => {})
window.addEventListener("pageshow", async () => {
  // A member has all that on the page of their account.
  byID("own-data", HTMLElement).hidden = await refreshAccount()
})
openOffline()
