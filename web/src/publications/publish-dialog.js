// SPDX-License-Identifier: Apache-2.0

import { missingWords } from "../editions/missing-words.js"
import { translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { askContents, publishEdition, withdrawEdition } from "./publishing.js"

/** @typedef {ReturnType<typeof publishEdition>} Answer */

/**
 * Asks whether an edition is to be published, after saying what that means, whom it names and what it lacks.
 *
 * @param {string} padName @param {number} number of the edition
 * @returns {Promise<boolean>} whether it was published
 */
export async function askToPublish(padName, number) {
  const contents = await askContents(padName, number)
  const names = contents === null ? [] : [contents.names.length === 0 ? translate("publishNoNames")
    : translate("publishNames", { names: contents.names.join(", ") })]
  const missing = contents?.missing ?? []
  return question({
    title: translate("publishTitle", { number }),
    sentences: [translate("publishText"), ...names, translate("publishCopies")],
    warning: missing.length === 0 ? "" : translate("publishMissing", { items: missingWords(missing) }),
    confirm: translate("publishConfirm"),
    act: () => publishEdition(padName, number),
  })
}

/**
 * Asks whether an edition is to leave the knowledge base, after saying what of it will stay.
 *
 * @param {string} padName @param {number} number of the edition
 * @returns {Promise<boolean>} whether it did
 */
export const askToWithdraw = (padName, number) => question({
  title: translate("withdrawTitle", { number }), sentences: [translate("withdrawText"), translate("withdrawCopies")],
  warning: "", confirm: translate("withdrawConfirm"), act: () => withdrawEdition(padName, number),
})

/**
 * @param {{title: string, sentences: string[], warning: string, confirm: string, act: () => Answer}} options
 * @returns {Promise<boolean>} whether it was done
 */
function question({ title, sentences, warning, confirm, act }) {
  const texts = sentences.map((sentence) => create("p", { dir: "auto" }, sentence))
  if (warning !== "") texts.push(create("p", { class: "edition-missing" }, warning))
  texts.forEach((text, index) => text.setAttribute("id", `publish-text-${index}`))
  const answer = create("p", { id: "publish-answer", role: "alert" })
  const yes = create("button", { id: "publish-confirm", class: "button button-primary", type: "submit", value: "confirm" }, confirm)
  const form = create("form", { method: "dialog" },
    create("h2", { id: "publish-title" }, title), ...texts, answer,
    create("div", { class: "button-row" }, yes,
      create("button", { class: "button button-quiet", type: "submit", value: "cancel" }, translate("cancel"))))
  const dialog = create("dialog", {
    id: "publish-dialog", class: "dialog", "aria-labelledby": "publish-title",
    "aria-describedby": texts.map(({ id }) => id).join(" "),
  }, form)
  let isDone = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel") return dialog.close()
    if (yes.getAttribute("aria-disabled") === "true") return
    yes.setAttribute("aria-disabled", "true")
    answer.textContent = translate("editionWorking")
    const { done, reason } = await act()
    yes.removeAttribute("aria-disabled")
    answer.textContent = done === null ? translate(reason) : ""
    isDone ||= done !== null
    if (done !== null) dialog.close()
  })
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(isDone)
    })
  })
}
