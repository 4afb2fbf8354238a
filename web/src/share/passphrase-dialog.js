// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { signedOut } from "../pad/closed-dialog.js"
import { byID } from "../ui/dom.js"
import { unlock } from "./links.js"

const sentences = /** @type {const} */ ({
  wrong: "passphraseWrong", tooMany: "passphraseTooMany", failed: "passphraseFailed",
})

/**
 * Asks for the passphrase of the link that the page was opened by, until it is the right one.
 *
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 * @param {string} padName
 */
export function askForPassphrase(connection, padName) {
  const dialog = byID("passphrase-dialog", HTMLDialogElement)
  const form = byID("passphrase-form", HTMLFormElement)
  const input = byID("passphrase-input", HTMLInputElement)
  const answer = byID("passphrase-answer", HTMLElement)

  connection.subscribe(({ phase, cause, reason }) => {
    const isAsked = phase === "closed" && cause === "signIn" && reason !== signedOut
    if (isAsked && !dialog.open) dialog.showModal()
  })
  dialog.addEventListener("cancel", (event) => event.preventDefault())
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const result = await unlock(padName, input.value)
    if (result === "open") return location.reload()
    answer.textContent = translate(sentences[result])
    input.select()
    return undefined
  })
}
