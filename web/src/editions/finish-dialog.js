// SPDX-License-Identifier: Apache-2.0

import { placeOnDesk } from "../desk/order.js"
import { watchPresses } from "../entities/after-press.js"
import { KnownEntities } from "../entities/known-entities.js"
import { translate } from "../i18n/language.js"
import { firstHeading, padTitle } from "../pad/title.js"
import { askToPublish, askToWithdraw } from "../publications/publish-dialog.js"
import { isPublished, newerThanPublished } from "../publications/publication.js"
import { mayWrite, takesEdits } from "../share/roles.js"
import { statusKind, statusText } from "../sync/status-text.js"
import { byID } from "../ui/dom.js"
import { missingIn } from "./checklist.js"
import { checklistView } from "./checklist-view.js"
import { contributorsView } from "./contributors-view.js"
import { descriptionForm } from "./description-form.js"
import { descriptionSheet } from "./description-sheet.js"
import { readText } from "./description.js"
import { beginningSentence, editionList } from "./edition-list.js"
import { changeSentence, editionSentence } from "./edition-note.js"
import { Editions } from "./editions.js"
import { finishing } from "./finishing.js"
import { allSaved } from "./saved.js"

/** After a change of the text its heading is read again so much later, in milliseconds. */
const readingDelay = 250

/** Keys that do nothing by themselves. */
const modifiers = ["Alt", "AltGraph", "Control", "Meta", "Shift"]

/** Typing needs no keyboard on the screen, which would hide half of the form. */
const hasKeyboard = window.matchMedia("(pointer: fine)")

/**
 * Everything about finishing a pad, in one place: its description, what it still lacks, who wrote it, the
 * editions there are, and what makes the next one.
 *
 * @param {object} options
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {string} options.padName
 * @param {import("yjs").Text} options.text
 * @param {import("./description.js").Meta} options.meta
 * @param {import("../editor/editor.js").Editor} options.editor
 * @param {() => void} options.changed what is published
 * @returns {{open: (part: "description" | "editions", opener?: HTMLElement) => void}} `opener` gets the focus back
 */
export function finishDialog({ connection, padName, text, meta, editor, changed }) {
  const dialog = byID("finish-dialog", HTMLDialogElement)
  const service = new Editions(padName)
  const act = byID("finish-act", HTMLButtonElement)
  const contributors = contributorsView(service, say)
  const questions = finishing({ service, connection, padName, done: (sentence) => {
    say(sentence)
    void refresh()
    changed()
  } })
  let known = new KnownEntities()
  /** @type {import("./description-form.js").DescriptionForm | null} */
  let form = null
  /** @type {ReturnType<typeof checklistView> | null} */
  let checklist = null
  /** @type {readonly import("./editions.js").Edition[]} */
  let editions = []
  let timer = 0
  /** What was asked for. */
  let part = /** @type {"description" | "editions"} */ ("description")
  /** @type {HTMLElement | undefined} */
  let opener
  watchPresses()

  /** @param {string} sentence */
  function say(sentence) {
    byID("finish-said", HTMLElement).textContent = sentence
  }
  const heading = () => firstHeading(text.toString())
  const missing = () => missingIn(meta, readText(meta, "title").trim() !== "" || heading() !== "")
  const nextNumber = () => Math.max(0, ...editions.map(({ number }) => number)) + 1

  function render() {
    timer = 0
    if (!dialog.open) return
    const { state } = connection
    const isFinished = state.edition > 0
    const isOwner = state.role === "owner"
    const lacks = missing()
    showDescription()
    checklist?.render(lacks)
    byID("finish-title", HTMLElement).textContent = translate(isFinished || !mayWrite(state.role) ? "describeTitle" : "finishing")
    byID("finish-pad", HTMLElement).textContent = padTitle(meta.get("title"), text.toString(), padName)
    byID("finish-saved", HTMLElement).textContent = statusText(statusKind(state), state, { count: 0, isFailing: false }, translate)
    byID("finish-check", HTMLElement).hidden = !takesEdits(state)
    byID("finishing", HTMLElement).hidden = !isFinished && !mayWrite(state.role)
    byID("contributors-hint", HTMLElement).textContent = translate(isFinished ? "contributorsNext" : "contributorsHint")
    byID("finishing-title", HTMLElement).textContent =
      isFinished ? translate("editionName", { number: state.edition }) : translate("finishingTitle")
    byID("finish-state", HTMLElement).textContent = isFinished ? editionSentence(state.edition, editions)
      : translate(isOwner ? "finishExplanation" : "finishOwnerOnly")
    act.hidden = !isOwner
    act.disabled = state.phase !== "online" || (!isFinished && lacks.includes("title"))
    act.textContent = translate(isFinished ? "beginNext" : "finishAs", { number: nextNumber() })
    act.classList.toggle("button-primary", !isFinished)
    byID("editions", HTMLElement).hidden = editions.length === 0
  }
  /** Shows the form, or, to who can change nothing in it, what it says. */
  function showDescription() {
    const place = byID("description", HTMLElement)
    const hadFocus = place.contains(document.activeElement)
    const { state } = connection
    form?.setEditable(state.hasDocument && state.phase !== "closed" && takesEdits(state))
    if (form !== null && takesEdits(state)) {
      if (!place.contains(form.element)) place.replaceChildren(form.element)
    } else {
      const sheet = descriptionSheet(meta, heading(), known)
      if (place.firstElementChild?.isEqualNode(sheet) !== true) place.replaceChildren(sheet)
    }
    if (hadFocus && !place.contains(document.activeElement)) byID("finish-title", HTMLElement).focus()
  }
  const renderSoon = () => {
    if (!dialog.open || timer !== 0) return
    timer = window.setTimeout(() => {
      render()
      form?.offer()
    }, readingDelay)
  }
  async function refresh() {
    const [list] = await Promise.all([service.listWith(connection.state.edition), contributors.refresh()])
    if (list === null) return
    editions = list.editions
    const begun = byID("editions-begun", HTMLElement)
    begun.textContent = beginningSentence(list.begun)
    begun.hidden = list.begun === null
    const older = newerThanPublished(editions)
    const note = byID("editions-older", HTMLElement)
    note.textContent = older === null ? "" : translate("publishedOlder", { number: older.published.number, newer: older.newer.number })
    note.hidden = older === null
    const { role } = connection.state
    const lines = editionList(editions, service, mayWrite(role), role === "owner" ? publish : null)
    const place = byID("editions-list", HTMLElement)
    // What is the same stays, and so does the focus on it.
    if (lines.length !== place.children.length || !lines.every((line, index) => line.isEqualNode(place.children[index] ?? null))) {
      place.replaceChildren(...lines)
    }
    render()
  }
  /** @param {import("./editions.js").Edition} edition */
  async function publish(edition) {
    const { number } = edition
    const isThere = isPublished(edition)
    const isDone = isThere ? await askToWithdraw(padName, number) : await askToPublish(padName, number)
    if (isDone) {
      await refresh()
      changed()
    }
    // The list may be another one than before the question.
    const button = byID("editions-list", HTMLElement).querySelector(`[data-publish="${number}"]`)
    if (button instanceof HTMLElement) button.focus()
    if (isDone) say(translate(isThere ? "withdrawDone" : "publishDone", { number }))
  }
  /** Draws everything as it is now, in the language of the page. */
  function build() {
    known = new KnownEntities()
    form = descriptionForm({ meta, heading, text: () => text.toString(), known, view: editor.view, say })
    known.isLoaded.subscribe(render)
    checklist = checklistView((item) => form?.focus(item))
    const place = placeOnDesk(padName)
    byID("finish-desk", HTMLElement).hidden = place === null
    const next = byID("finish-next", HTMLAnchorElement)
    next.hidden = place?.next == null
    if (place?.next != null) next.href = `/p/${encodeURIComponent(place.next)}#finish`
  }
  /**
   * Leaves only with everything written and, where the server answers, saved.
   *
   * @param {HTMLAnchorElement} link
   */
  async function go(link) {
    say(translate("editionWorking"))
    form?.commit()
    await contributors.commit()
    await allSaved(connection)
    location.assign(link.href)
  }
  for (const link of [byID("finish-next", HTMLAnchorElement), byID("finish-desk", HTMLAnchorElement)]) {
    link.addEventListener("click", (event) => {
      event.preventDefault()
      void go(link)
    })
  }
  dialog.addEventListener("keydown", (event) => {
    const next = byID("finish-next", HTMLAnchorElement)
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || next.hidden) return
    event.preventDefault()
    void go(next)
  })
  // What was said is over when something else is done.
  for (const type of ["keydown", "click", "input"]) {
    dialog.addEventListener(type, (event) => {
      if (!(event instanceof KeyboardEvent && modifiers.includes(event.key))) say("")
    }, { capture: true })
  }
  act.addEventListener("click", async () => {
    form?.commit()
    if (connection.state.edition > 0) return questions.begin(nextNumber())
    await contributors.commit()
    await contributors.refresh()
    questions.finish(nextNumber(), missing(), contributors.names())
  })
  byID("finish-close", HTMLButtonElement).addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => {
    form?.commit()
    void contributors.commit()
    form?.end()
    form = null
    history.replaceState(null, "", location.pathname + location.search)
    const link = byID("edition-banner", HTMLElement).querySelector("[href='#editions']")
    if (part === "editions" && link instanceof HTMLElement && link.offsetParent !== null) link.focus()
    else if (opener !== undefined && opener.offsetParent !== null) opener.focus()
    else byID("settings-button", HTMLButtonElement).focus()
  })
  meta.observe(() => render())
  text.observe(renderSoon)
  let edition = connection.state.edition
  connection.subscribe(({ edition: now }) => {
    if (now !== edition && dialog.open) {
      // Who has just been asked is told when the question is closed.
      if (!byID("edition-dialog", HTMLDialogElement).open) say(changeSentence(now))
      void refresh()
    }
    edition = now
    render()
  })

  return {
    open(wanted, from) {
      if (dialog.open) return
      part = wanted
      opener = from
      say("")
      build()
      dialog.showModal()
      render()
      if (part === "editions") byID("finishing", HTMLElement).scrollIntoView()
      if (part === "editions" || !hasKeyboard.matches || !takesEdits(connection.state)) {
        byID("finish-title", HTMLElement).focus({ preventScroll: true })
      } else {
        form?.focus(missing()[0] ?? "title")
      }
      void refresh()
    },
  }
}
