// SPDX-License-Identifier: Apache-2.0
// The page "/p/PAD/print": the text as the server rendered it, to read and hand out.

import { contributionStatement } from "./authors/contributions.js"
import { nameEdition } from "./editions/edition-of-page.js"
import { PadHistory } from "./history/pad-history.js"
import { keepTranslated, language, translate } from "./i18n/language.js"
import { padNameFromPath } from "./pad/address.js"
import { day } from "./publications/publication-line.js"
import { load, save } from "./settings/storage.js"
import { keepThemed } from "./settings/theme.js"
import { byID } from "./ui/dom.js"

keepThemed()
keepTranslated(document)
const padName = padNameFromPath(location.pathname)
byID("back", HTMLAnchorElement).href = `/p/${encodeURIComponent(padName)}`
byID("print-button", HTMLButtonElement).addEventListener("click", () => window.print())
for (const block of document.querySelectorAll("main :is(p, h1, h2, h3, h4, h5, h6, ul, ol, li, th, td, blockquote)")) {
  block.setAttribute("dir", "auto")
}
for (const box of document.querySelectorAll("li > input[type=checkbox]")) {
  box.setAttribute("aria-label", (box.parentElement?.textContent ?? "").trim().split("\n")[0] ?? "")
}

const statementKey = "encrier.statement"
const withStatement = byID("with-statement", HTMLInputElement)
const statement = byID("statement", HTMLElement)
withStatement.checked = load(statementKey) !== "off"
const { done } = await new PadHistory(padName).totals()

function showStatement() {
  const text = done === null ? "" : contributionStatement(done)
  statement.textContent = text
  statement.hidden = text === "" || !withStatement.checked
  byID("statement-choice", HTMLElement).hidden = text === ""
}
withStatement.addEventListener("change", () => {
  save(statementKey, withStatement.checked ? "on" : "off")
  showStatement()
})
language.subscribe(showStatement)

const edition = await nameEdition(padName, ({ number, finished }) =>
  translate("deskEdition", { number, date: day(finished) }))
if (edition !== null) {
  const proof = byID("edition-proof", HTMLElement)
  proof.hidden = false
  language.subscribe(() => {
    proof.textContent = translate("printProof", { number: edition.number, sha256: edition.sha256 })
  })
}
