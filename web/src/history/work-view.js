// SPDX-License-Identifier: Apache-2.0

import { authorMark } from "../authors/author.js"
import { language, translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"
import { amountText, spanText, timeElement } from "./times.js"

/** @typedef {import("./pad-history.js").Span} Span */
/** @typedef {import("./pad-history.js").HistoryEvent} HistoryEvent */

/** @type {Record<HistoryEvent["kind"], import("../i18n/fr.js").MessageKey>} */
const eventWords = {
  restore: "eventRestore", undo: "eventUndo", erasure: "eventErasure", "unfinished-erasure": "eventUnfinishedErasure",
}
/** So many are listed at once. */
const pageSize = 60

/**
 * Who worked when and how much, and what was restored, the latest first.
 *
 * @param {import("./record.js").Record} record
 * @param {(sequence: number) => void} open shows a moment
 * @param {(sequence: number) => void} undo takes back a restore
 */
export function showWork(record, open, undo) {
  const list = byID("work-list", HTMLElement)
  let count = pageSize

  function render() {
    const { spans, events } = record.timeline.value
    const entries = [
      ...spans.map((span) => ({ at: span.last, make: () => spanItem(span) })),
      ...events.map((event) => ({ at: event.sequence, make: () => eventItem(event) })),
    ].sort((a, b) => b.at - a.at)
    list.replaceChildren(...entries.slice(0, count).map(({ make }) => make()))
    if (entries.length <= count) return
    const button = create("button", { class: "button", type: "button" }, translate("showMore"))
    button.addEventListener("click", () => {
      count += pageSize
      render()
      list.querySelectorAll("a")[count - pageSize]?.focus()
    })
    list.append(create("li", {}, button))
  }
  /** @param {number} sequence @param {(Node | string)[]} children */
  function linkTo(sequence, ...children) {
    const link = create("a", { class: "panel-link", href: `#at=${sequence}` }, ...children)
    link.addEventListener("click", (event) => {
      event.preventDefault()
      open(sequence)
    })
    return link
  }
  /** @param {Span} span */
  const spanItem = (span) => create("li", { class: "panel-item" }, linkTo(span.last,
    authorMark(span.person, record.person(span.person)),
    create("span", { class: "quiet" }, `${spanText(span.from, span.to)} · ${amountText(span)}`)))
  /** @param {HistoryEvent} event */
  function eventItem({ kind, sequence, time, person }) {
    const item = create("li", { class: "panel-item" }, linkTo(sequence,
      create("span", {}, translate(eventWords[kind], { name: record.label(person) })),
      create("span", { class: "quiet" }, timeElement(time))))
    if (kind === "restore") {
      const button = create("button", { class: "button button-quiet restore-undo", type: "button" }, translate("restoreUndo"))
      button.addEventListener("click", () => undo(sequence))
      item.append(create("div", { class: "panel-actions" }, button))
    }
    return item
  }
  record.timeline.subscribe(render)
  language.subscribe(render)
}
