// SPDX-License-Identifier: Apache-2.0

import { language, locale, translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"
import { personLabel } from "../ui/person-label.js"
import { toast } from "../ui/toast.js"
import { Away } from "./away.js"

/** @typedef {import("../presence/people.js").Person} Person */

/**
 * Lets the pad's owner send somebody away whom the list of people names, after asking; and let them
 * back in from the panel for sharing.
 *
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 * @param {string} padName
 * @returns {(person: Person) => void} asks whether that person is to go
 */
export function showAway(connection, padName) {
  const away = new Away(padName)
  const dialog = byID("away-dialog", HTMLDialogElement)
  const link = byID("away-link", HTMLInputElement)
  /** @type {Person | null} */
  let asked = null

  function renderQuestion() {
    const name = asked === null ? "" : personLabel(asked)
    byID("away-question", HTMLElement).textContent = translate("awayQuestion", { name })
  }
  async function renderList() {
    const all = await away.list()
    if (all === null) return
    byID("away-list", HTMLElement).replaceChildren(...all.map(line))
    byID("away-people", HTMLElement).hidden = all.length === 0
  }
  /** @param {import("./away.js").SentAway} sent */
  function line({ id, name, time }) {
    const date = new Date(time).toLocaleDateString(locale(), { dateStyle: "medium" })
    const label = personLabel({ name })
    const back = create("button", { type: "button", class: "button button-quiet" },
      translate("awayLetBack"))
    back.setAttribute("aria-label", translate("awayLetBackName", { name: label }))
    back.addEventListener("click", async () => {
      // Pressed, it goes away: the focus must stay in the panel, or the panel closes.
      byID("link-make", HTMLButtonElement).focus()
      toast(translate(await away.letBack(id) ? "awayIsBack" : "linkFailed"))
      void renderList()
    })
    return create("li", { class: "link-line" },
      create("span", { dir: "auto" }, translate("awaySince", { name: label, date })), back)
  }

  byID("share-button", HTMLButtonElement).addEventListener("click", () => {
    if (connection.state.role === "owner") void renderList()
  })
  byID("away-form", HTMLFormElement).addEventListener("submit", async (event) => {
    if (!(event.submitter instanceof HTMLButtonElement) || event.submitter.value !== "confirm") return
    if (asked === null) return
    const isDone = await away.send(asked.clientID, asked.name, link.checked)
    toast(translate(isDone ? "awayDone" : "awayFailed"))
  })
  language.subscribe(renderQuestion)
  return (person) => {
    asked = person
    link.checked = false
    renderQuestion()
    dialog.showModal()
  }
}
