// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { missingWords } from "./missing-words.js"
import { allSaved } from "./saved.js"

/**
 * Asks, after saying what will happen, whether the pad is to be finished, or to be begun anew.
 *
 * @param {object} options
 * @param {import("./editions.js").Editions} options.service
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {(sentence: string) => void} options.done
 * @returns {{
 *   finish: (number: number, missing: readonly import("./checklist.js").ChecklistItem[]) => void,
 *   begin: (number: number) => void,
 * }} `number` is the edition's that is to be
 */
export function finishing({ service, connection, done }) {
  const dialog = byID("edition-dialog", HTMLDialogElement)
  const note = byID("edition-note", HTMLTextAreaElement)
  const answer = byID("edition-answer", HTMLElement)
  const confirm = byID("edition-confirm", HTMLButtonElement)
  let act = async () => /** @type {string | null} */ (null)

  /**
   * @param {{title: string, text: string, missing: string, noteLabel: string, confirm: string}} words
   * @param {() => Promise<string | null>} action what went wrong, in words
   */
  function ask(words, action) {
    byID("edition-title", HTMLElement).textContent = words.title
    byID("edition-text", HTMLElement).textContent = words.text
    byID("edition-missing", HTMLElement).textContent = words.missing
    byID("edition-missing", HTMLElement).hidden = words.missing === ""
    byID("edition-note-label", HTMLElement).textContent = words.noteLabel
    confirm.textContent = words.confirm
    note.value = answer.textContent = ""
    act = action
    dialog.showModal()
    note.focus()
  }
  byID("edition-form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault()
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel") return dialog.close()
    if (confirm.disabled) return
    confirm.disabled = true
    answer.textContent = translate("editionWorking")
    const trouble = await act()
    confirm.disabled = false
    answer.textContent = trouble ?? ""
    if (trouble === null) dialog.close()
  })

  return {
    finish: (number, missing) => ask({
      title: translate("finishTitle", { number }), text: translate("finishText"),
      missing: missing.length === 0 ? "" : translate("finishMissing", { items: missingWords(missing) }),
      noteLabel: translate("finishNote"), confirm: translate("finishConfirm"),
    }, async () => {
      if (!await allSaved(connection)) return translate("finishUnsaved")
      const answer = await service.finish(note.value.trim())
      if (answer.done === null) return translate(answer.reason)
      done(translate("finishDone", { number }))
      return null
    }),
    begin: (number) => ask({
      title: translate("beginTitle", { number }), text: translate("beginText", { number: number - 1 }), missing: "",
      noteLabel: translate("beginNote"), confirm: translate("beginConfirm"),
    }, async () => {
      const answer = await service.begin(note.value.trim())
      if (answer.done === null) return translate(answer.reason)
      done(translate("beginDone", { number }))
      return null
    }),
  }
}
