// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"

/**
 * Takes a passage out of the pad and all of its past: for owners, and only after they were told how
 * much that is.
 *
 * @param {object} options
 * @param {import("./pad-history.js").PadHistory} options.history
 * @param {() => string} options.passage what is selected of the moment that is shown
 * @param {() => Promise<void>} options.done shows what is left
 * @returns {{offer: () => void}} shows that it can be done
 */
export function erasing({ history, passage, done }) {
  const dialog = byID("erase-dialog", HTMLDialogElement)
  const field = byID("erase-text", HTMLTextAreaElement)
  const found = byID("erase-found", HTMLElement)
  const lost = byID("erase-editions", HTMLElement)
  const error = byID("erase-error", HTMLElement)
  const look = byID("erase-look", HTMLButtonElement)
  const confirm = byID("erase-confirm", HTMLButtonElement)
  /** What was looked for and found: only that may be erased. */
  let known = ""

  function forget() {
    known = ""
    found.textContent = ""
    lost.hidden = true
    error.hidden = true
    confirm.disabled = true
    look.disabled = field.value.trim() === ""
  }
  /** @param {boolean} isPreview */
  async function ask(isPreview) {
    const text = isPreview ? field.value : known
    look.disabled = confirm.disabled = field.readOnly = true
    found.textContent = translate(isPreview ? "passageLooking" : "passageWorking")
    const answer = await history.erase(text, isPreview)
    look.disabled = field.readOnly = false
    found.textContent = ""
    error.hidden = answer.done !== null
    if (answer.done === null) error.textContent = translate(answer.reason)
    return { text, places: answer.done?.places ?? null, editions: answer.done?.editions ?? [] }
  }
  field.addEventListener("input", forget)
  look.addEventListener("click", async () => {
    const { text, places, editions } = await ask(true)
    if (places === null) return
    lost.hidden = editions.length === 0
    lost.textContent = editions.length === 0 ? "" : editionsWords(editions)
    found.textContent = places === 0 ? translate("passageNone") : translate("passageFound", { count: places })
    if (places === 0) return
    known = text
    confirm.disabled = false
  })
  byID("erase-form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault()
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel") return dialog.close()
    if (confirm.disabled) return
    const { places } = await ask(false)
    if (places === null) return
    dialog.close()
    field.value = ""
    toast(translate("passageDone"))
    await done()
  })
  byID("erase", HTMLButtonElement).addEventListener("click", () => {
    field.value = passage()
    forget()
    dialog.showModal()
    field.focus()
  })
  return { offer: () => { byID("erasing", HTMLElement).hidden = false } }
}

/** @param {readonly number[]} editions which of them lose their text */
function editionsWords(editions) {
  const numbers = new Intl.ListFormat(locale(), { type: "conjunction" }).format(editions.map(String))
  return translate("passageEditions", { numbers, count: editions.length })
}
