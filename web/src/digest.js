// SPDX-License-Identifier: Apache-2.0
// The page "/digest/stop": to get no more letters about one's pads, by the address in one of them.

import { keepTranslated, language, translate } from "./i18n/language.js"
import { explanationOf, kindOf } from "./problems/problem-messages.js"
import { send } from "./requests.js"
import { keepThemed } from "./settings/theme.js"
import { showChoices } from "./ui/choices.js"
import { byID } from "./ui/dom.js"

/** @type {import("./i18n/language.js").MessageKey | null} */
let trouble = null
let isDone = false

keepThemed()
keepTranslated(document)
showChoices()
language.subscribe(render)
const button = byID("digest-stop", HTMLButtonElement)
// What reads letters before people do follows their links: nothing is stopped before somebody says so.
button.addEventListener("click", async () => {
  button.disabled = true
  trouble = await stop()
  isDone = trouble === null
  button.disabled = false
  render()
})

/** @returns {Promise<import("./i18n/language.js").MessageKey | null>} what went wrong, if anything did */
async function stop() {
  const response = await send("POST", location.pathname + location.search)
  if (response === null) return "accountFailed"
  if (response.ok) return null
  const problem = await response.json().catch(() => ({}))
  return explanationOf(kindOf(problem), response.status).text
}

function render() {
  byID("digest-stop-text", HTMLElement).textContent = translate(isDone ? "digestEnded" : "digestStopText")
  byID("digest-stop", HTMLButtonElement).hidden = isDone
  const error = byID("digest-stop-error", HTMLElement)
  error.textContent = trouble === null ? "" : translate(trouble)
  error.hidden = trouble === null
  document.title = translate("padDocumentTitle", { title: translate("digestTitle") })
}
