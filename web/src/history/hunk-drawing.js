// SPDX-License-Identifier: Apache-2.0

import { authorClasses } from "../authors/author.js"
import { translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { timeText } from "./times.js"

/** @typedef {import("./hunks.js").Hunk} Hunk */
/** @typedef {import("./record.js").Record} Record */
/** @typedef {import("./pad-history.js").Part & {change: number | null}} NumberedPart */

/** What is left out is shown so much at a time, in UTF-16 units. */
const unfolded = 8_000

/**
 * Who did what, and when.
 *
 * @param {NumberedPart} part @param {Record} record
 */
export const changeText = ({ kind, person, time, move }, record) => translate(
  move !== undefined ? "changeMoved" : kind === "inserted" ? "changeInserted" : "changeDeleted",
  { name: record.label(person), time: timeText(time) })

/**
 * @param {Hunk} hunk @param {"inline" | "side"} layout @param {Record} record
 * @returns {HTMLElement}
 */
export function drawHunk(hunk, layout, record) {
  if (hunk.kind === "gap") return drawGap(hunk.text)
  const { parts } = hunk
  if (layout === "inline") {
    return create("div", { class: "hunk" }, drawn(parts, record), captions(parts, record))
  }
  const before = drawn(parts.filter(({ kind }) => kind !== "inserted"), record)
  const after = drawn(parts.filter(({ kind }) => kind !== "deleted"), record)
  before.prepend(create("span", { class: "visually-hidden" }, translate("compareBefore")))
  after.prepend(create("span", { class: "visually-hidden" }, translate("compareAfter")))
  return create("div", { class: "hunk hunk-side" }, before, after, captions(parts, record))
}

/** @param {NumberedPart[]} parts @param {Record} record */
const drawn = (parts, record) => create("p", { class: "hunk-text", dir: "auto" }, ...parts.map((part) => drawPart(part, record)))

/** @param {NumberedPart} part @param {Record} record */
function drawPart(part, record) {
  if (part.change === null) return document.createTextNode(part.text)
  const label = changeText(part, record)
  const element = create(part.kind === "inserted" ? "ins" : "del", {
    class: `change ${part.person === undefined ? "" : authorClasses(part.person)}${part.move === undefined ? "" : " change-moved"}`,
    title: label, tabindex: "-1", "data-change": String(part.change),
  }, part.text)
  if (part.move !== undefined) {
    element.dataset.move = String(part.move)
    element.prepend(create("span", { class: "change-move" }, translate("moveSign", { number: String(part.move) })))
  }
  return element
}

/**
 * Who changed something here, in words.
 *
 * @param {NumberedPart[]} parts @param {Record} record
 */
function captions(parts, record) {
  const texts = new Set(parts.filter(({ change }) => change !== null).map((part) => changeText(part, record)))
  return create("p", { class: "hunk-captions" }, [...texts].slice(0, 4).join(" · ") + (texts.size > 4 ? " …" : ""))
}

/** @param {string} text */
function drawGap(text) {
  const words = text.split(/\s+/).filter((word) => word !== "").length
  const button = create("button", { class: "button button-quiet gap-button", type: "button" },
    translate("compareGap", { count: words }))
  const element = create("div", { class: "gap" }, button)
  let shown = 0
  button.addEventListener("click", () => {
    const part = create("p", { class: "hunk-text gap-text", dir: "auto", tabindex: "-1" }, text.slice(shown, shown + unfolded))
    shown += unfolded
    element.insertBefore(part, button)
    part.focus()
    if (shown >= text.length) button.remove()
  })
  return element
}
