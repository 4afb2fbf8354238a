// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"
import { searchPast } from "./past-search.js"

/**
 * Finds what was deleted.
 *
 * @param {import("./pad-history.js").PadHistory} history
 * @param {import("./record.js").Record} record
 * @param {(sequence: number, passage: {from: number, to: number}) => void} open shows a moment and a passage of it
 */
export function showSearch(history, record, open) {
  const field = byID("past-words", HTMLInputElement)
  const list = byID("past-list", HTMLElement)
  const status = byID("past-status", HTMLElement)
  let search = 0

  byID("past-form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault()
    const words = field.value.trim()
    search += 1
    const number = search
    list.replaceChildren()
    if (words === "") return
    const now = (await history.text("now") ?? "").toLocaleLowerCase()
    let count = 0
    await searchPast({
      history, spans: record.timeline.value.spans, last: record.last, words,
      found: ({ sequence, at, passage }) => {
        if (number !== search) return
        const isGone = !now.includes(passage.toLocaleLowerCase())
        count += 1
        const link = create("a", { class: "panel-link", href: `#at=${sequence}` },
          create("span", { dir: "auto" }, passage),
          create("span", { class: "quiet" }, translate(isGone ? "pastGone" : "pastThere"), " · ", record.momentText(sequence)))
        link.addEventListener("click", (pressed) => {
          pressed.preventDefault()
          open(sequence, { from: at, to: at + words.length })
        })
        list.append(create("li", { class: "panel-item" }, link))
      },
      progress: (done, all) => {
        if (number === search && done < all) status.textContent = translate("pastProgress", { done, all })
      },
      isStopped: () => number !== search,
    })
    if (number === search) status.textContent = translate("pastFound", { count })
  })
}
