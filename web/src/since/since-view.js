// SPDX-License-Identifier: Apache-2.0

import { fitRuns } from "../authors/fit-runs.js"
import { authorLabel, byNumber } from "../authors/author.js"
import { EditorView } from "../codemirror.js"
import { amountsOf } from "../history/change-summary.js"
import { PadHistory } from "../history/pad-history.js"
import { changeBetween } from "../history/text-change.js"
import { amountText, timeText } from "../history/times.js"
import { language, locale, translate } from "../i18n/language.js"
import { tabStorage } from "../settings/storage.js"
import { mayWrite } from "../share/roles.js"
import { byID } from "../ui/dom.js"
import { forgetVisit, lastVisit, rememberVisit } from "./last-visit.js"
import { setNews } from "./news-marks.js"
import { newsOf } from "./news-of.js"

/** @typedef {import("./last-visit.js").Visit} Visit */

/** What has been seen is noted so often at most, in milliseconds. */
const interval = 60_000

/**
 * Tells what others changed since this person's last visit, and notes what they see now.
 *
 * @param {object} options
 * @param {import("../editor/editor.js").Editor} options.editor which has `newsMarks`
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {string} options.padName
 */
export function showSince({ editor, connection, padName }) {
  const { view } = editor
  const history = new PadHistory(padName)
  const bar = byID("since", HTMLElement)
  const toggle = byID("since-show", HTMLButtonElement)
  const next = byID("since-next", HTMLButtonElement)
  /** @type {import("../history/pad-history.js").Difference | null} */
  let difference = null
  let isShown = false
  let isBegun = false
  let notedDoc = view.state.doc
  let current = -1

  /** @param {Visit} visit */
  async function tell(visit) {
    const { done } = await history.difference(visit.sequence, "now")
    if (done === null || newsOf(done).parts.length === 0) return
    difference = done
    byID("since-digest", HTMLAnchorElement).href = `/p/${encodeURIComponent(padName)}/history#from=${visit.sequence}&to=now`
    bar.hidden = false
    render()
  }
  function render() {
    if (difference === null) return
    const people = byNumber(difference.persons)
    const changes = amountsOf(newsOf(difference).parts).map(({ person, written, deleted }) => translate("compareBy", {
      name: authorLabel(person === undefined ? undefined : people.get(person)), amount: amountText({ written, deleted }),
    }))
    byID("since-text", HTMLElement).textContent = translate("sinceSummary", {
      date: timeText(difference.from.time),
      changes: new Intl.ListFormat(locale(), { type: "conjunction" }).format(changes),
    })
    toggle.textContent = translate(isShown ? "sinceHide" : "sinceShow")
  }
  /** @param {boolean} shouldShow */
  function show(shouldShow) {
    isShown = shouldShow && difference !== null
    view.dispatch({ effects: setNews.of(isShown ? places() : []) })
    next.hidden = !isShown
    current = -1
    render()
    if (isShown) goToNext()
  }
  /** Where the news is in the text as it is now. */
  function places() {
    if (difference === null) return []
    const { news, text } = newsOf(difference)
    return fitRuns(news, changeBetween(text, view.state.doc.toString()))
  }
  function goToNext() {
    const news = places()
    if (news.length === 0) return
    current = (current + 1) % news.length
    const anchor = Math.min(news[current]?.from ?? 0, view.state.doc.length)
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) })
  }
  toggle.addEventListener("click", () => show(!isShown))
  next.addEventListener("click", goToNext)
  byID("since-close", HTMLButtonElement).addEventListener("click", () => {
    show(false)
    bar.hidden = true
    view.focus()
  })
  language.subscribe(render)

  /** Whether the server has this pad, and this person may see its past. */
  function isReady() {
    const { phase, unsaved, role } = connection.state
    return phase === "online" && role !== null && mayWrite(role) && unsaved === 0 && view.state.doc.length > 0
  }
  async function begin() {
    isBegun = true
    const visit = visitBefore()
    if (visit !== null) await tell(visit)
    await note()
  }
  /** A tab that is loaded anew is still in the same visit. */
  function visitBefore() {
    const key = `encrier.since.${padName}`
    const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"))
    try {
      const kept = navigation?.type === "reload" ? tabStorage.getItem(key) : null
      if (kept !== null) return /** @type {Visit | null} */ (JSON.parse(kept))
      const visit = lastVisit(padName)
      tabStorage.setItem(key, JSON.stringify(visit))
      return visit
    } catch {
      return lastVisit(padName)
    }
  }
  async function note() {
    if (!isReady()) return
    notedDoc = view.state.doc
    const known = lastVisit(padName)?.sequence ?? 0
    const { done } = await history.page(known, 1)
    if (done !== null) rememberVisit(padName, done.last)
  }
  const noteChanges = () => {
    if (isBegun && view.state.doc !== notedDoc) void note()
  }
  connection.subscribe(({ phase, cause }) => {
    if (phase === "closed" && cause === "gone") forgetVisit(padName)
    else if (!isBegun && isReady()) void begin()
  })
  setInterval(() => {
    if (document.visibilityState === "visible") noteChanges()
  }, interval)
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") noteChanges()
  })
}
