// SPDX-License-Identifier: Apache-2.0

import { missingWords } from "../editions/missing-words.js"
import { relativeTime } from "../home/relative-time.js"
import { longTime } from "../i18n/format.js"
import { language, locale, translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"
import { deskPads, finishedAt, sortedByState } from "./desk.js"
import { rememberOrder } from "./order.js"

/** @typedef {import("./desk.js").DeskPad} DeskPad */

/** Shows the pads of this person by how far they are. Each leads to its description, and on to the next. */
export function showDesk() {
  /** @type {DeskPad[] | null} */
  let pads = []
  let hasAnswer = false

  function render() {
    document.title = translate("padDocumentTitle", { title: translate("deskTitle") })
    const { nearly, rest, finished } = sortedByState(pads ?? [])
    const answer = byID("desk-answer", HTMLElement)
    answer.textContent = !hasAnswer ? "" : pads === null ? translate("deskFailed")
      : pads.length === 0 ? translate("deskEmpty") : ""
    answer.hidden = answer.textContent === ""
    byID("desk-lists", HTMLElement).hidden = pads === null || pads.length === 0
    fill("desk-nearly", nearly)
    fill("desk-rest", rest)
    fill("desk-finished", finished)
    rememberOrder([...nearly, ...rest, ...finished].map(({ id }) => id))
  }
  async function refresh() {
    pads = await deskPads()
    hasAnswer = true
    render()
  }
  language.subscribe(render)
  // Also when one comes back from a pad.
  window.addEventListener("pageshow", () => void refresh())
}

/** @param {string} id of the list @param {readonly DeskPad[]} pads */
function fill(id, pads) {
  byID(id, HTMLUListElement).replaceChildren(...pads.length === 0
    ? [create("li", { class: "desk-none quiet" }, translate("deskNone"))] : pads.map(line))
}

/** @param {DeskPad} pad */
function line(pad) {
  const { id, title, updated, missing, finished, editions } = pad
  const since = finishedAt(pad)
  const last = editions.at(-1)?.number
  const state = finished !== null
    ? translate("deskEdition", { number: finished, date: since === "" ? "" : longTime(locale(), new Date(since)) })
    : missing.length === 0 ? translate("deskComplete") : translate("deskMissing", { items: missingWords(missing) })
  return create("li", {},
    create("a", { class: "desk-pad", href: `/p/${encodeURIComponent(id)}#finish` },
      create("span", { class: "desk-title", dir: "auto" }, title), " ",
      create("span", { class: "desk-state" }, state), " ",
      ...finished === null && last !== undefined
        ? [create("span", { class: "desk-state" }, translate("deskBegun", { number: last })), " "] : [],
      create("time", { class: "desk-time", datetime: updated, title: longTime(locale(), new Date(updated)) },
        relativeTime(Date.parse(updated), Date.now(), locale()))))
}
