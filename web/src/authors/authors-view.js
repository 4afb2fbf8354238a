// SPDX-License-Identifier: Apache-2.0

import { PadHistory } from "../history/pad-history.js"
import { changeBetween } from "../history/text-change.js"
import { language, translate } from "../i18n/language.js"
import { fillChoices } from "../ui/choices.js"
import { byID } from "../ui/dom.js"
import { authorMark, byNumber } from "./author.js"
import { authorsBetween, setAuthorship } from "./author-runs.js"
import { authorsShown, switchAuthors } from "./authors-setting.js"
import { contributionItems, contributionStatement } from "./contributions.js"
import { fitRuns } from "./fit-runs.js"

/** @typedef {import("./authors-setting.js").AuthorsShown} AuthorsShown */

/** Asked again so long after the last change, in milliseconds. */
const delay = 2_500

/**
 * Shows in the editor who wrote what, while the person wants it: marks in the text, whose the selection
 * is, and at the foot how much each wrote.
 *
 * @param {object} options
 * @param {import("../editor/editor.js").Editor} options.editor which has `authorRuns`
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {string} options.padName
 */
export function showAuthors({ editor, connection, padName }) {
  const { view } = editor
  const history = new PadHistory(padName)
  const foot = byID("authorship", HTMLElement)
  const writers = byID("writers", HTMLElement)
  /** @type {import("../history/pad-history.js").Attribution | null} */
  let attribution = null
  let shownDoc = view.state.doc
  let timer = 0
  let isAsking = false

  async function ask() {
    const { phase, unsaved } = connection.state
    if (isAsking || authorsShown.value === "off" || phase !== "online") return
    // A pad that nobody has written in is not there yet.
    if (unsaved > 0 || view.state.doc.length === 0) return plan()
    isAsking = true
    const asked = view.state.doc
    const { done } = await history.attribution("now")
    isAsking = false
    if (done === null || authorsShown.value !== "on") return
    attribution = done
    shownDoc = asked
    const { runs, persons, text = "" } = done
    const fitted = fitRuns(runs, changeBetween(text, view.state.doc.toString()))
    view.dispatch({ effects: setAuthorship.of({ runs: fitted, persons: byNumber(persons) }) })
    renderFoot()
    if (view.state.doc !== asked) plan()
  }
  function plan() {
    clearTimeout(timer)
    timer = window.setTimeout(() => void ask(), delay)
  }
  function renderFoot() {
    foot.hidden = attribution === null || attribution.totals.length === 0
    if (attribution === null) return
    byID("authorship-list", HTMLElement).replaceChildren(...contributionItems(attribution))
    byID("authorship-statement", HTMLElement).textContent = contributionStatement(attribution)
  }
  function renderWriters() {
    const { main } = view.state.selection
    const authors = attribution === null || main.empty ? [] : authorsBetween(view.state, main.from, main.to)
    writers.hidden = authors.length === 0
    writers.replaceChildren(translate("whoWrote"), " ",
      ...authors.flatMap(({ id, person }, index) => [index === 0 ? "" : ", ", authorMark(id, person)]))
  }

  fillChoices("authors-choice", {
    options: /** @type {AuthorsShown[]} */ (["off", "on"]),
    current: authorsShown,
    label: (option) => translate(option === "off" ? "authorsOff" : "authorsOn"),
    tag: () => "",
    choose: switchAuthors,
  })
  authorsShown.subscribe((shown) => {
    clearTimeout(timer)
    if (shown === "on") {
      void ask()
      return
    }
    attribution = null
    view.dispatch({ effects: setAuthorship.of(null) })
    renderFoot()
    renderWriters()
  })
  let wasOnline = false
  connection.subscribe(({ phase }) => {
    if (phase === "online" && !wasOnline) void ask()
    wasOnline = phase === "online"
  })
  editor.state.subscribe(({ doc }) => {
    if (authorsShown.value === "off") return
    if (doc !== shownDoc) {
      shownDoc = doc
      plan()
    }
    queueMicrotask(renderWriters)
  })
  language.subscribe(() => {
    renderFoot()
    renderWriters()
  })
}
