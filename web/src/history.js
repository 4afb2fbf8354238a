// SPDX-License-Identifier: Apache-2.0
// The page "/p/PAD/history": a pad as it was at any moment, what changed between two, and what is
// done with them.

import { editionSentence } from "./editions/edition-note.js"
import { nameEdition } from "./editions/edition-of-page.js"
import { hashOf, placeIn } from "./history/address.js"
import { compareView } from "./history/compare-view.js"
import { erasing } from "./history/erasing.js"
import { momentActions } from "./history/moment-actions.js"
import { momentView } from "./history/moment-view.js"
import { PadHistory } from "./history/pad-history.js"
import { Record } from "./history/record.js"
import { showSearch } from "./history/search-view.js"
import { timelineView } from "./history/timeline-view.js"
import { versionsView } from "./history/versions-view.js"
import { showWork } from "./history/work-view.js"
import { keepTranslated, language, translate } from "./i18n/language.js"
import { padNameFromPath } from "./pad/address.js"
import { request } from "./requests.js"
import { keepThemed } from "./settings/theme.js"
import { Signal } from "./signal.js"
import { fillChoices } from "./ui/choices.js"
import { byID } from "./ui/dom.js"
import { showSkipLink } from "./ui/skip-link.js"

/** @typedef {import("./history/address.js").Place} Place */

const padName = padNameFromPath(location.pathname)
const padPath = `/p/${encodeURIComponent(padName)}`
const history = new PadHistory(padName)
const record = new Record(history)
const mode = new Signal(/** @type {Place["mode"]} */ ("moment"))

keepThemed()
keepTranslated(document)
byID("back", HTMLAnchorElement).href = padPath

const moment = momentView(history, record)
const timeline = timelineView({ history, record, moment })
const comparison = compareView({ history, record, chose: go })
const versions = versionsView({
  history, record, open: openMoment, compare: (from) => go({ mode: "compare", from, to: "now", layout: comparison.layout.value }),
})
const actions = momentActions({ history, record, shown: () => timeline.position.value, open: openMoment })
const erasure = erasing({
  history, passage: () => moment.passage,
  done: async () => {
    await record.refresh()
    openMoment(record.last)
  },
})
showWork(record, openMoment, (sequence) => void actions.undo(sequence))
showSearch(history, record, (sequence, passage) => {
  moment.seek(sequence, passage)
  openMoment(sequence)
})
showSkipLink(() => moment.focus())
byID("name-moment", HTMLButtonElement).addEventListener("click", () => versions.name(timeline.position.value))
byID("compare-moment", HTMLButtonElement).addEventListener("click", () =>
  go({ mode: "compare", from: timeline.position.value, to: "now", layout: comparison.layout.value }))
byID("compare-until", HTMLButtonElement).addEventListener("click", () => {
  const to = timeline.position.value
  go({ mode: "compare", from: Math.max(0, (record.spanAt(to)?.first ?? 1) - 1), to, layout: comparison.layout.value })
})
fillChoices("mode-choice", {
  options: /** @type {Place["mode"][]} */ (["moment", "compare"]),
  current: mode,
  label: (option) => translate(option === "moment" ? "modeMoment" : "modeCompare"),
  tag: () => "",
  choose: (option) => option === "moment" ? openMoment(timeline.position.value)
    : go({ mode: "compare", from: timeline.position.value >= record.last ? 0 : timeline.position.value, to: "now", layout: comparison.layout.value }),
})

/** @param {number} sequence */
function openMoment(sequence) {
  go({ mode: "moment", at: sequence })
  if (isNarrow.matches) togglePanel(false)
}

/**
 * Shows a place, and puts it into the address.
 *
 * @param {Place} place
 */
function go(place) {
  window.history.replaceState(null, "", hashOf(place))
  show(place)
}

/** @param {Place} place */
function show(place) {
  const isMoment = place.mode === "moment"
  if (!isMoment) timeline.stop()
  mode.value = place.mode
  document.body.dataset.mode = place.mode
  for (const id of ["moment-controls", "moment", "moment-actions"]) byID(id, HTMLElement).hidden = !isMoment
  for (const id of ["compare-controls", "comparison"]) byID(id, HTMLElement).hidden = isMoment
  if (place.mode === "moment") {
    timeline.go(place.at === "now" ? record.last : place.at)
    return
  }
  comparison.layout.value = place.layout
  void comparison.show(place.from, place.to)
}

// The moment that is shown stays in the address, without a step back for each on the way.
let addressTimer = 0
timeline.position.subscribe((sequence) => {
  clearTimeout(addressTimer)
  addressTimer = window.setTimeout(() => {
    if (mode.value === "moment" && record.last > 0) window.history.replaceState(null, "", hashOf({ mode: "moment", at: sequence }))
  }, 300)
})
window.addEventListener("hashchange", () => show(placeIn(location.hash)))

const panel = byID("panel", HTMLElement)
const panelButton = byID("panel-button", HTMLButtonElement)
const isNarrow = window.matchMedia("(width < 64rem)")
/** @param {boolean} isOpen */
function togglePanel(isOpen) {
  panel.hidden = !isOpen
  panelButton.setAttribute("aria-expanded", String(isOpen))
}
panelButton.addEventListener("click", () => {
  togglePanel(panel.hidden)
  if (!panel.hidden) panel.querySelector("button")?.focus()
})
panel.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isNarrow.matches) return
  togglePanel(false)
  panelButton.focus()
})
isNarrow.addEventListener("change", () => togglePanel(!isNarrow.matches))
togglePanel(!isNarrow.matches)

async function showTitle() {
  const response = await request("GET", `/api/v1/pads/${encodeURIComponent(padName)}`)
  const { title = "", role = "" } = response === null ? {} : await response.json()
  if (role === "owner") erasure.offer()
  language.subscribe(() => {
    const shown = title === "" ? translate("untitled") : title
    byID("pad-title", HTMLElement).textContent = shown
    document.title = translate("historyDocumentTitle", { title: shown })
  })
}
void showTitle()
void nameEdition(padName, (edition) => editionSentence(edition.number, [edition]))

const reason = await record.refresh()
byID("opening", HTMLElement).hidden = reason !== null
const trouble = byID("history-trouble", HTMLElement)
trouble.hidden = reason === null
if (reason !== null) trouble.textContent = translate(reason)
else show(placeIn(location.hash))
