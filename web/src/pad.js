// SPDX-License-Identifier: Apache-2.0
// The page "/p/PAD": one document, shown and edited, kept the same as the server's.

import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import { authorRuns } from "./authors/author-runs.js"
import { showAuthors } from "./authors/authors-view.js"
import { showFinishing } from "./editions/finish-entry.js"
import { createEditor } from "./editor/editor.js"
import { namesOfKnowledgeBase } from "./entities/known-name-panel.js"
import { showAccount } from "./members/account-panel.js"
import { focusParagraph } from "./editor/focus-paragraph.js"
import { UndoKeeper } from "./editor/undo-keeper.js"
import { finding, showFind } from "./find/find-view.js"
import { keepTranslated, translate } from "./i18n/language.js"
import { imageUploads } from "./images/upload.js"
import { toldIn } from "./offline/identity.js"
import { OfflinePad } from "./offline/offline-pad.js"
import { opensOffline, openOffline } from "./offline/service-worker-client.js"
import { holdLock, isAlive } from "./offline/tab-lock.js"
import { previousTab, rememberTab } from "./offline/tab-name.js"
import { padNameFromPath, syncURL } from "./pad/address.js"
import { showExport } from "./formats/export-dialog.js"
import { showClosedDialog } from "./pad/closed-dialog.js"
import { showPadDocument } from "./pad/document-view.js"
import { showHistoryLink } from "./pad/history-link.js"
import { askForName } from "./pad/name-dialog.js"
import { showOffers } from "./pad/offer-dialog.js"
import { showPeople } from "./pad/people-view.js"
import { showPrintLink } from "./pad/print-link.js"
import { keepRefusedText } from "./pad/refused-dialog.js"
import { RefusedTexts } from "./pad/refused-text.js"
import { answerSaveKey } from "./pad/save-key.js"
import { showStatus } from "./pad/status-view.js"
import { showTitle } from "./pad/title-view.js"
import { showViewChoices } from "./pad/view-choices.js"
import { Arrivals } from "./presence/arrivals.js"
import { following } from "./presence/follow.js"
import { People } from "./presence/people.js"
import { showCount } from "./reading/count-view.js"
import { showOutline } from "./reading/outline-view.js"
import { personName } from "./settings/person.js"
import { tabStorage } from "./settings/storage.js"
import { keepThemed } from "./settings/theme.js"
import { showAway } from "./share/away-view.js"
import { showLinks } from "./share/links-view.js"
import { askForPassphrase } from "./share/passphrase-dialog.js"
import { showRole } from "./share/role-view.js"
import { showShare } from "./share/share-view.js"
import { showTrash } from "./share/trash-view.js"
import { takeOver } from "./share/take-over.js"
import { newsMarks } from "./since/news-marks.js"
import { showSince } from "./since/since-view.js"
import { browserEnvironment } from "./sync/environment.js"
import { PadConnection } from "./sync/pad-connection.js"
import { showBlank } from "./templates/blank-view.js"
import { slashActions } from "./tools/actions.js"
import { inFreeSpace } from "./tools/free-space.js"
import { shortcuts } from "./tools/shortcuts.js"
import { slashMenu } from "./tools/slash-menu.js"
import { showToolbar } from "./tools/toolbar.js"
import { announce } from "./ui/announcer.js"
import { showChoices } from "./ui/choices.js"
import { popover } from "./ui/popover.js"
import { showSkipLink } from "./ui/skip-link.js"

const padName = padNameFromPath(location.pathname)
const doc = new Y.Doc()
const text = doc.getText("content")
const meta = doc.getMap("meta")
const awareness = new Awareness(doc)
const people = new People(awareness)
personName.subscribe((name) => people.introduceSelf(name ?? ""))

keepThemed()
keepTranslated(document)
showChoices()
popover("settings")

openOffline()
const tab = crypto.getRandomValues(new Uint32Array(4)).join("-")
const told = toldIn(document.cookie)
const nameNow = () => personName.value ?? ""
const offline = await new OfflinePad({
  pad: padName, doc, told, name: nameNow, tab, previousTab: previousTab(), onLock: () => rememberTab(tab),
}).open()
const connection = new PadConnection({
  url: syncURL(location, padName), doc, awareness, found: offline.found,
})
offline.follow(connection)
personName.subscribe(() => offline.renamed())
connection.subscribe(({ members }) => people.vouch(members))
showAccount({ connection, offline })
const images = imageUploads(padName)
const editor = createEditor({
  parent: document.getElementById("editor") ?? document.body, text, awareness, people,
  tools: [
    slashMenu(slashActions(images.choose)), shortcuts, finding, focusParagraph, images.extension,
    inFreeSpace, authorRuns, newsMarks, namesOfKnowledgeBase(),
  ],
})
const undoKeeper = new UndoKeeper({
  manager: editor.edits, pad: padName, tab, told, name: nameNow, locks: { isAlive, hold: holdLock },
})
void undoKeeper.follow(connection)
showStatus({ connection, kept: offline.state, opensOffline: opensOffline(), padName })
answerSaveKey()
showSkipLink(() => editor.view.focus())
showTitle({ padName, text, meta, connection })
showPeople({
  people, connection, follow: following(editor, people).follow,
  sendAway: showAway(connection, padName),
})
const arrivals = new Arrivals(browserEnvironment, announce, translate)
const tellArrivals = () => arrivals.update(people.present.value, connection.state.phase === "online")
people.present.subscribe(tellArrivals)
connection.subscribe(tellArrivals)
showShare()
showRole(connection)
showLinks(connection, padName)
showTrash(connection, padName)
askForPassphrase(connection, padName)
void takeOver(padName)
showPrintLink(padName)
showExport(padName)
showFinishing({ connection, padName, text, meta, editor })
showHistoryLink(padName, connection)
showViewChoices()
showToolbar({ editor, chooseImage: images.choose })
showCount(editor)
showAuthors({ editor, connection, padName })
showSince({ editor, connection, padName })
showOutline(editor)
showFind(editor)
showBlank({ editor, people })
showPadDocument({ connection, editor })
const refusedTexts = new RefusedTexts(padName, tabStorage)
const refusal = keepRefusedText({ connection, text, refusedTexts, offline })
showOffers({ offers: offline.offers, refusedTexts, connection, text })
showClosedDialog({ connection, text, refusal })
askForName(editor.view, connection)

window.addEventListener("online", () => connection.probe())
window.addEventListener("offline", () => connection.probe())
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") connection.probe()
})
window.addEventListener("beforeunload", (event) => {
  const { unsaved } = connection.state
  const { count, isFailing } = offline.state.value
  const isKept = count >= unsaved && !isFailing
  if (unsaved > 0 && !isKept && !refusal.isLeaving) event.preventDefault()
  offline.keepNow()
})
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return
  offline.keepNow()
  undoKeeper.keepNow()
})
window.addEventListener("pagehide", () => {
  offline.keepNow()
  undoKeeper.keepNow()
  awareness.setLocalState(null)
})
// A tab that slept: its connection may be gone without a word.
document.addEventListener("resume", () => connection.probe())
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return
  awareness.setLocalState({})
  people.introduceSelf(personName.value ?? "")
  connection.probe()
})
