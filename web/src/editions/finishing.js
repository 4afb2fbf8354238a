// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { missingWords } from "./missing-words.js"
import { allSaved } from "./saved.js"

/** @typedef {import("./contributors-view.js").PublishedName} PublishedName */

/**
 * Asks, after saying what will happen, whether the pad is to be finished, or to be begun anew.
 *
 * @param {object} options
 * @param {import("./editions.js").Editions} options.service
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {(sentence: string) => void} options.done
 * @returns {{
 *   finish: (
 *     number: number, missing: readonly import("./checklist.js").ChecklistItem[], names: readonly PublishedName[],
 *   ) => void,
 *   begin: (number: number) => void,
 * }} `number` is the edition's that is to be
 */
export function finishing({ service, connection, done }) {
  const dialog = byID("edition-dialog", HTMLDialogElement)
  const note = byID("edition-note", HTMLTextAreaElement)
  const answer = byID("edition-answer", HTMLElement)
  const confirm = byID("edition-confirm", HTMLButtonElement)
  let act = async () => /** @type {string | null} */ (null)
  let doneWords = ""

  /**
   * @param {{title: string, text: string, names: string, missing: string, noteLabel: string, confirm: string, done: string}} words
   * @param {() => Promise<string | null>} action what went wrong, in words
   */
  function ask(words, action) {
    byID("edition-title", HTMLElement).textContent = words.title
    byID("edition-text", HTMLElement).textContent = words.text
    for (const part of /** @type {const} */ (["names", "missing"])) {
      byID(`edition-${part}`, HTMLElement).textContent = words[part]
      byID(`edition-${part}`, HTMLElement).hidden = words[part] === ""
    }
    byID("edition-note-label", HTMLElement).textContent = words.noteLabel
    confirm.textContent = words.confirm
    note.value = answer.textContent = ""
    act = action
    doneWords = words.done
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
    if (trouble !== null) return
    dialog.close()
    done(doneWords)
  })

  return {
    finish: (number, missing, names) => ask({
      title: translate("finishTitle", { number }), text: translate("finishText"), names: namesWords(names),
      missing: missing.length === 0 ? "" : translate("finishMissing", { items: missingWords(missing) }),
      noteLabel: translate("finishNote"), confirm: translate("finishConfirm"), done: translate("finishDone", { number }),
    }, async () => {
      if (!await allSaved(connection)) return translate("finishUnsaved")
      const answer = await service.finish(note.value.trim())
      return answer.done === null ? translate(answer.reason) : null
    }),
    begin: (number) => ask({
      title: translate("beginTitle", { number }), text: translate("beginText", { number: number - 1 }), names: "", missing: "",
      noteLabel: translate("beginNote"), confirm: translate("beginConfirm"), done: translate("beginDone", { number }),
    }, async () => {
      const answer = await service.begin(note.value.trim())
      return answer.done === null ? translate(answer.reason) : null
    }),
  }
}

/**
 * Under what names the text will be published, and which of them say nothing.
 *
 * @param {readonly PublishedName[]} people
 */
function namesWords(people) {
  if (people.length === 0) return ""
  const numbers = people.filter(({ isNumber }) => isNumber).map(({ name }) => name)
  const all = translate("finishNames", { names: people.map(({ name }) => name).join(", ") })
  if (numbers.length === 0) return all
  const names = new Intl.ListFormat(locale(), { type: "conjunction" }).format(numbers)
  const sentence = translate("finishNumbers", { names, count: numbers.length })
  return `${all} ${sentence.charAt(0).toLocaleUpperCase(locale())}${sentence.slice(1)}`
}
