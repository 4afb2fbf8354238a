// SPDX-License-Identifier: Apache-2.0

import { authorsBetween } from "../authors/author-runs.js"
import { authorMark } from "../authors/author.js"
import { contributionItems } from "../authors/contributions.js"
import { language, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { Latest } from "./latest.js"
import { MomentText } from "./moment-text.js"
import { timeText } from "./times.js"

/** @typedef {import("./pad-history.js").Attribution} Attribution */
/** @typedef {import("./pad-history.js").Step} Step */

/**
 * Shows the text at a moment, who wrote what in it, and how much of it.
 *
 * @param {import("./pad-history.js").PadHistory} history
 * @param {import("./record.js").Record} record
 */
export function momentView(history, record) {
  const line = byID("moment-line", HTMLElement)
  const writers = byID("moment-writers", HTMLElement)
  const totals = byID("contributions-list", HTMLElement)
  /** @type {Attribution | null} */
  let attribution = null
  /** @type {Step | null} */
  let step = null
  let isNext = false
  /** @type {{sequence: number, passage: import("./moment-text.js").Range} | null} what is to be shown of a moment */
  let sought = null

  const text = new MomentText(byID("moment", HTMLElement), (state) => {
    const { from, to, empty } = state.selection.main
    const authors = authorsBetween(state, from, to)
    writers.hidden = empty || authors.length === 0
    writers.replaceChildren(translate("whoWrote"), " ",
      ...authors.flatMap(({ id, person }, index) => [index === 0 ? "" : ", ", authorMark(id, person)]))
  })
  const latest = new Latest(
    (/** @type {number | "now"} */ at) => history.attribution(at),
    (at, answer) => {
      const trouble = byID("history-trouble", HTMLElement)
      trouble.hidden = answer.done !== null
      byID("opening", HTMLElement).hidden = true
      if (answer.done === null) {
        trouble.textContent = translate(answer.reason)
        return
      }
      attribution = answer.done
      record.know(attribution.persons)
      text.show(attribution, isNext)
      byID("moment", HTMLElement).dataset.sequence = String(attribution.moment.sequence)
      if (sought?.sequence === attribution.moment.sequence) text.reveal(sought.passage)
      describe()
    })

  function describe() {
    if (attribution === null) return
    const { moment } = attribution
    const span = record.spanAt(moment.sequence)
    const person = step?.last === moment.sequence ? step.person : span?.person
    const time = timeText(moment.time)
    line.replaceChildren(...moment.sequence === 0 || person === undefined ? [time]
      : [authorMark(person, record.person(person)), ` — ${time}`])
    // Before the answer the time between two rows was only guessed.
    if (step === null) byID("timeline", HTMLInputElement).setAttribute("aria-valuetext", line.textContent ?? "")
    totals.replaceChildren(...contributionItems(attribution))
    byID("contributions", HTMLElement).hidden = attribution.totals.length === 0
  }
  language.subscribe(describe)
  return {
    /** The words that are selected, or the paragraph of the caret. */
    get passage() {
      const { doc, selection: { main } } = text.state
      return main.empty ? doc.lineAt(main.head).text : doc.sliceString(main.from, main.to)
    },
    focus: () => text.focus(),
    isBusy: () => latest.isBusy,
    /** @param {number | "now"} at @param {Step | null} [change] that led to it */
    show(at, change = null) {
      step = change
      if (at !== sought?.sequence) sought = null
      isNext = change !== null
      latest.want(at)
    },
    /** @param {number} sequence @param {import("./moment-text.js").Range} passage shown once the moment is */
    seek(sequence, passage) {
      sought = { sequence, passage }
    },
  }
}
