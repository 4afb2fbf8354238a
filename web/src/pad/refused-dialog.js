// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { copyText } from "../ui/clipboard.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { unsavedPassages } from "./unsaved-passages.js"

/**
 * When the server refuses what this page wrote: keeps the text in the tab, begins anew with the
 * server's document under a new client ID, and then lets the author copy what was refused.
 *
 * @param {object} options
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {import("yjs").Text} options.text
 * @param {import("./refused-text.js").RefusedTexts} options.refusedTexts
 * @returns {{isLeaving: boolean}} whether the page is about to begin anew, with nothing to lose
 */
export function keepRefusedText({ connection, text, refusedTexts }) {
  const leaving = { isLeaving: false }
  connection.subscribe(({ phase, cause, reason }) => {
    if (phase !== "closed" || cause !== "refused" || leaving.isLeaving) return
    const passages = unsavedPassages(text, connection.savedClock)
    const refused = { passages, text: text.toString(), reason, at: Date.now() }
    leaving.isLeaving = refusedTexts.keep(refused)
    if (leaving.isLeaving) location.reload()
  })
  showRefused(refusedTexts)
  return leaving
}

/** @param {import("./refused-text.js").RefusedTexts} refusedTexts */
function showRefused(refusedTexts) {
  const last = refusedTexts.all
  const newest = last[last.length - 1]
  if (newest === undefined) return
  const dialog = byID("refused-dialog", HTMLDialogElement)
  const isBeyondRole = newest.reason.includes("beyond the role")
  byID("refused-text", HTMLElement).textContent = translate(isBeyondRole ? "refusedRole" : "refusedText")
  const passages = last.flatMap((refused) => refused.passages).join("\n\n")
  byID("refused-passages", HTMLTextAreaElement).value = passages
  byID("refused-part", HTMLElement).hidden = passages === ""
  byID("refused-copy", HTMLButtonElement).addEventListener("click", () => copy(passages))
  byID("refused-copy-all", HTMLButtonElement).addEventListener("click", () => copy(newest.text))
  // Escape would lose the text by mistake.
  dialog.addEventListener("cancel", (event) => event.preventDefault())
  byID("refused-close", HTMLButtonElement).addEventListener("click", () => {
    refusedTexts.discard()
    dialog.close()
  })
  dialog.showModal()
}

/** @param {string} text */
async function copy(text) {
  toast(translate(await copyText(text) ? "textCopied" : "copyFailed"))
}
