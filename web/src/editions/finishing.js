// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { publishEdition } from "../publications/publishing.js"
import { byID } from "../ui/dom.js"
import { missingWords } from "./missing-words.js"
import { allSaved } from "./saved.js"

/** @typedef {import("./contributors-view.js").PublishedName} PublishedName */
/** @typedef {{trouble: string | null, said: string}} Outcome what went wrong, else what was done, in words */

/**
 * Asks, after saying what will happen, whether the pad is to be finished, and perhaps published at once, or to be
 * begun anew.
 *
 * @param {object} options
 * @param {import("./editions.js").Editions} options.service
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {string} options.padName
 * @param {(sentence: string) => void} options.done
 * @returns {{
 *   finish: (
 *     number: number, missing: readonly import("./checklist.js").ChecklistItem[], names: readonly PublishedName[],
 *   ) => void,
 *   begin: (number: number) => void,
 * }} `number` is the edition's that is to be
 */
export function finishing({ service, connection, padName, done }) {
  const dialog = byID("edition-dialog", HTMLDialogElement)
  const note = byID("edition-note", HTMLTextAreaElement)
  const answer = byID("edition-answer", HTMLElement)
  const confirm = byID("edition-confirm", HTMLButtonElement)
  const publishes = byID("edition-publish", HTMLInputElement)
  const publishText = byID("edition-publish-text", HTMLElement)
  let act = async () => /** @type {Outcome} */ ({ trouble: null, said: "" })

  /**
   * @param {{title: string, text: string, names: string, missing: string, noteLabel: string, confirm: string}} words
   * @param {boolean} mayPublish whether it may be published at once
   * @param {() => Promise<Outcome>} action
   */
  function ask(words, mayPublish, action) {
    byID("edition-title", HTMLElement).textContent = words.title
    byID("edition-text", HTMLElement).textContent = words.text
    for (const part of /** @type {const} */ (["names", "missing"])) {
      byID(`edition-${part}`, HTMLElement).textContent = words[part]
      byID(`edition-${part}`, HTMLElement).hidden = words[part] === ""
    }
    byID("edition-note-label", HTMLElement).textContent = words.noteLabel
    confirm.textContent = words.confirm
    note.value = answer.textContent = ""
    byID("edition-publishing", HTMLElement).hidden = !mayPublish
    publishes.checked = false
    tellPublishing()
    act = action
    dialog.showModal()
    note.focus()
  }
  function tellPublishing() {
    publishText.textContent = publishes.checked ? `${translate("publishText")} ${translate("publishCopies")}` : ""
  }
  publishes.addEventListener("change", tellPublishing)
  byID("edition-form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault()
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel") return dialog.close()
    if (confirm.disabled) return
    confirm.disabled = true
    answer.textContent = translate("editionWorking")
    const { trouble, said } = await act()
    confirm.disabled = false
    answer.textContent = trouble ?? ""
    if (trouble !== null) return
    dialog.close()
    done(said)
  })

  return {
    finish: (number, missing, names) => ask({
      title: translate("finishTitle", { number }), text: translate("finishText"), names: namesWords(names),
      missing: missing.length === 0 ? "" : translate("finishMissing", { items: missingWords(missing) }),
      noteLabel: translate("finishNote"), confirm: translate("finishConfirm"),
    }, true, async () => {
      if (!await allSaved(connection)) return { trouble: translate("finishUnsaved"), said: "" }
      const answer = await service.finish(note.value.trim())
      if (answer.done === null) return { trouble: translate(answer.reason), said: "" }
      return { trouble: null, said: publishes.checked ? await publish(number) : translate("finishDone", { number }) }
    }),
    begin: (number) => ask({
      title: translate("beginTitle", { number }), text: translate("beginText", { number: number - 1 }), names: "", missing: "",
      noteLabel: translate("beginNote"), confirm: translate("beginConfirm"),
    }, false, async () => {
      const answer = await service.begin(note.value.trim())
      return { trouble: answer.done === null ? translate(answer.reason) : null, said: translate("beginDone", { number }) }
    }),
  }

  /** @param {number} number of an edition that was finished just now @returns {Promise<string>} what came of it */
  async function publish(number) {
    const answer = await publishEdition(padName, number)
    return answer.done === null ? translate("finishNotPublished", { number, reason: translate(answer.reason) })
      : translate("finishDonePublished", { number })
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
