// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { askToPublish, askToWithdraw } from "../publications/publish-dialog.js"
import { byID, create } from "../ui/dom.js"
import { deskPads, sortedByState } from "./desk.js"
import { padLine, publishedLine } from "./desk-lines.js"
import { rememberOrder } from "./order.js"

/** @typedef {import("./desk.js").DeskPad} DeskPad */

/**
 * Shows the pads of this person by how far they are. Each leads to its description, and on to the next; what is
 * finished is published from here, one after the other.
 */
export function showDesk() {
  /** @type {DeskPad[] | null} */
  let pads = []
  let hasAnswer = false

  function render() {
    document.title = translate("padDocumentTitle", { title: translate("deskTitle") })
    const { nearly, rest, finished, published } = sortedByState(pads ?? [])
    const answer = byID("desk-answer", HTMLElement)
    answer.textContent = !hasAnswer ? "" : pads === null ? translate("deskFailed")
      : pads.length === 0 ? translate("deskEmpty") : ""
    answer.hidden = answer.textContent === ""
    byID("desk-lists", HTMLElement).hidden = pads === null || pads.length === 0
    fill("desk-nearly", nearly.map((pad) => padLine(pad, publish)), "deskNone")
    fill("desk-rest", rest.map((pad) => padLine(pad, publish)), "deskNone")
    fill("desk-finished", finished.map((pad) => padLine(pad, publish)), "deskNone")
    fill("desk-published", published.map((pad) => publishedLine(pad, withdraw)), "deskPublishedNone")
    rememberOrder([...new Set([...nearly, ...rest, ...finished, ...published].map(({ id }) => id))])
  }
  async function refresh() {
    pads = await deskPads()
    hasAnswer = true
    render()
  }
  /** @param {DeskPad} pad @param {number} number */
  const publish = (pad, number) => act("desk-finished", pad, askToPublish(pad.id, number),
    translate("publishDone", { number }))
  /** @param {DeskPad} pad @param {number} number */
  const withdraw = (pad, number) => act("desk-published", pad, askToWithdraw(pad.id, number),
    translate("withdrawDone", { number }))

  /**
   * Shows what has come of a question, and goes on to the next of its list.
   *
   * @param {string} id of the list @param {DeskPad} pad @param {Promise<boolean>} question @param {string} said
   */
  async function act(id, pad, question, said) {
    const index = actsIn(id).findIndex(({ dataset }) => dataset.pad === pad.id)
    if (!await question) return
    await refresh()
    byID("desk-said", HTMLElement).textContent = `${pad.title} — ${said}`
    const left = actsIn(id)
    const next = left[Math.min(index, left.length - 1)] ?? byID(`${id}-title`, HTMLElement)
    next.focus()
  }
  language.subscribe(render)
  // Also when one comes back from a pad.
  window.addEventListener("pageshow", () => void refresh())
}

/** @param {string} id of a list @returns {HTMLButtonElement[]} what publishes or withdraws in it */
const actsIn = (id) => [...byID(id, HTMLUListElement).querySelectorAll("button")]

/**
 * @param {string} id of the list @param {HTMLLIElement[]} lines
 * @param {import("../i18n/language.js").MessageKey} none what stands there where there is nothing
 */
function fill(id, lines, none) {
  byID(`${id}-count`, HTMLElement).textContent = translate("deskCount", { count: lines.length })
  byID(id, HTMLUListElement).replaceChildren(...lines.length === 0
    ? [create("li", { class: "desk-none quiet" }, translate(none))] : lines)
}
