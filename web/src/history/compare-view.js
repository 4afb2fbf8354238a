// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { announce } from "../ui/announcer.js"
import { fillChoices } from "../ui/choices.js"
import { byID, create } from "../ui/dom.js"
import { Signal } from "../signal.js"
import { summaryOf } from "./change-summary.js"
import { drawHunk } from "./hunk-drawing.js"
import { hunksOf } from "./hunks.js"
import { spanText, timeText } from "./times.js"

/** @typedef {import("./address.js").Place} Place */
/** @typedef {import("./pad-history.js").Difference} Difference */

/** So many places are drawn at once. */
const pageSize = 80

/** So many of the latest spans are offered as moments, beside all versions. */
const offeredSpans = 60

/**
 * Shows how two moments differ.
 *
 * @param {object} options
 * @param {import("./pad-history.js").PadHistory} options.history
 * @param {import("./record.js").Record} options.record
 * @param {(place: Place) => void} options.chose puts what is compared into the address
 */
export function compareView({ history, record, chose }) {
  const output = byID("comparison", HTMLElement)
  const from = byID("compare-from", HTMLSelectElement)
  const to = byID("compare-to", HTMLSelectElement)
  const summary = byID("compare-summary", HTMLElement)
  const trouble = byID("history-trouble", HTMLElement)
  const layout = new Signal(/** @type {"inline" | "side"} */ ("inline"))
  /** @type {Difference | null} */
  let difference = null
  /** @type {import("./hunks.js").Hunk[]} */
  let hunks = []
  let drawnCount = 0
  let current = -1
  let asked = 0

  /** @param {number} start @param {number | "now"} end */
  async function show(start, end) {
    fill(start, end)
    asked += 1
    const number = asked
    output.setAttribute("aria-busy", "true")
    const { done, reason } = await history.difference(start, end)
    if (number !== asked) return
    output.setAttribute("aria-busy", "false")
    byID("opening", HTMLElement).hidden = true
    trouble.hidden = done !== null
    if (done === null) trouble.textContent = translate(reason)
    else record.know(done.persons)
    difference = done
    render()
    announce(summary.textContent ?? "")
  }
  function render() {
    hunks = difference === null ? [] : hunksOf(difference.parts)
    drawnCount = 0
    current = -1
    output.replaceChildren()
    if (difference === null) return
    summary.textContent = summaryOf(difference, record)
    if (hunks.every(({ kind }) => kind === "gap")) output.append(create("p", { class: "quiet" }, translate("compareEqual")))
    else more()
  }
  function more() {
    output.querySelector(".more-button")?.remove()
    const next = hunks.slice(drawnCount, drawnCount + pageSize)
    drawnCount += next.length
    output.append(...next.map((hunk) => drawHunk(hunk, layout.value, record)))
    if (drawnCount >= hunks.length) return
    const button = create("button", { class: "button more-button", type: "button" }, translate("showMore"))
    button.addEventListener("click", more)
    output.append(button)
  }
  /** @param {1 | -1} direction */
  function goToChange(direction) {
    const target = current + direction
    while (output.querySelector(`[data-change="${target}"]`) === null && drawnCount < hunks.length) more()
    const elements = output.querySelectorAll(`[data-change="${target}"]`)
    const element = [...elements].find((element) => element instanceof HTMLElement)
    if (!(element instanceof HTMLElement)) return announce(translate(direction > 0 ? "historyNoNext" : "historyNoPrevious"))
    current = target
    output.querySelector(".is-current")?.classList.remove("is-current")
    element.classList.add("is-current")
    element.focus({ preventScroll: true })
    element.scrollIntoView({ block: "center" })
    announce(`${element.title} : ${(element.textContent ?? "").slice(0, 200)}`)
  }

  /** @param {number} start @param {number | "now"} end */
  function fill(start, end) {
    const offered = moments()
    for (const [select, value] of /** @type {const} */ ([[from, start], [to, end]])) {
      const options = offered.some((option) => option.value === value) || value === "now" ? offered
        : [...offered, { value, text: translate("compareMoment", { moment: record.momentText(value) }) }]
      select.replaceChildren(
        ...select === to ? [create("option", { value: "now" }, translate("compareNow"))] : [],
        ...options.map(({ value, text }) => create("option", { value: String(value) }, text)))
      select.value = String(value)
    }
  }
  /** What is offered to be compared, the latest first. */
  function moments() {
    const { versions, spans } = record.timeline.value
    /** @type {Map<number, string>} */
    const offered = new Map([[0, translate("historyBeginning")]])
    for (const span of spans.slice(-offeredSpans)) {
      offered.set(span.last, translate("compareAfterSpan", { name: record.label(span.person), time: spanText(span.from, span.to) }))
    }
    for (const { sequence, name, time } of versions) {
      offered.set(sequence, name === undefined ? timeText(time) : `${name} — ${timeText(time)}`)
    }
    return [...offered].map(([value, text]) => ({ value, text })).sort((a, b) => b.value - a.value)
  }
  // Time goes on: of two moments the earlier one comes first.
  function choose() {
    const start = Number(from.value)
    const end = Number(to.value)
    if (to.value === "now") chose({ mode: "compare", from: start, to: "now", layout: layout.value })
    else chose({ mode: "compare", from: Math.min(start, end), to: Math.max(start, end), layout: layout.value })
  }
  from.addEventListener("change", choose)
  to.addEventListener("change", choose)
  byID("next-difference", HTMLButtonElement).addEventListener("click", () => goToChange(1))
  byID("previous-difference", HTMLButtonElement).addEventListener("click", () => goToChange(-1))
  output.addEventListener("click", ({ target }) => {
    const change = target instanceof Element ? target.closest(".change") : null
    if (change instanceof HTMLElement) current = Number(change.dataset.change)
    const move = change instanceof HTMLElement ? change.dataset.move : undefined
    if (move === undefined) return
    const other = [...output.querySelectorAll(`[data-move="${move}"]`)].find((element) => element !== change)
    other?.scrollIntoView({ block: "center" })
    if (other instanceof HTMLElement) other.focus({ preventScroll: true })
  })
  fillChoices("layout-choice", {
    options: /** @type {("inline" | "side")[]} */ (["inline", "side"]),
    current: layout,
    label: (option) => translate(option === "inline" ? "compareInline" : "compareSide"),
    tag: () => "",
    choose: (option) => {
      layout.value = option
      choose()
    },
  })
  layout.subscribe(render)
  language.subscribe(render)
  return { show, layout }
}
