// SPDX-License-Identifier: Apache-2.0
// The page shown in place of one that cannot be: what happened, and what to do.

import { keepTranslated, language, translate } from "./i18n/language.js"
import { padNameFromPath } from "./pad/address.js"
import { explanationOf, passing } from "./problems/problem-messages.js"
import { keepThemed } from "./settings/theme.js"
import { byID } from "./ui/dom.js"
import { showChoices } from "./ui/choices.js"

/** In milliseconds. */
const retryInterval = 5_000

const { problem: kind = "", status = "" } = document.body.dataset
const padName = location.pathname.startsWith("/p/") ? padNameFromPath(location.pathname) : ""
const padPath = `/p/${encodeURIComponent(padName)}`

keepThemed()
keepTranslated(document)
showChoices()
language.subscribe(() => {
  const { title, text } = explanationOf(kind, Number(status))
  byID("problem-title", HTMLElement).textContent = translate(title)
  byID("problem-text", HTMLElement).textContent = translate(text)
  document.title = translate("padDocumentTitle", { title: translate(title) })
})

const pad = byID("problem-pad", HTMLAnchorElement)
pad.hidden = kind !== "no-such-pad" || padName === "" || location.pathname === padPath
pad.href = padPath
const rescue = byID("problem-rescue", HTMLAnchorElement)
rescue.hidden = kind !== "pad-damaged" || padName === ""
rescue.href = `/api/v1/pads/${encodeURIComponent(padName)}/last-good`

/** The page "/away" stands for any other, so that one goes on at the beginning. */
const goOn = () => location.pathname === "/away" ? location.replace("/") : location.reload()
const again = byID("problem-again", HTMLButtonElement)
again.hidden = !passing.has(kind)
again.addEventListener("click", goOn)

/** Whoever waits need not press anything: the page goes on as soon as the server answers. */
async function watch() {
  try {
    const { ok } = await fetch("/healthz", { cache: "no-store" })
    if (ok) return goOn()
  } catch {
    // Still away.
  }
  window.setTimeout(() => void watch(), retryInterval)
}
if (passing.has(kind)) window.setTimeout(() => void watch(), retryInterval)
