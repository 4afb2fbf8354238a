// SPDX-License-Identifier: Apache-2.0
// The page "/p/PAD": one document, shown and edited, kept the same as the server's.

import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import { createEditor } from "./editor/editor.js"
import { keepTranslated } from "./i18n/language.js"
import { padNameFromPath, syncURL } from "./pad/address.js"
import { showClosedDialog } from "./pad/closed-dialog.js"
import { showPadDocument } from "./pad/document-view.js"
import { askForName } from "./pad/name-dialog.js"
import { showPeople } from "./pad/people-view.js"
import { showShare } from "./pad/share-view.js"
import { showStatus } from "./pad/status-view.js"
import { showTitle } from "./pad/title-view.js"
import { People } from "./presence/people.js"
import { personName } from "./settings/person.js"
import { keepThemed } from "./settings/theme.js"
import { PadConnection } from "./sync/pad-connection.js"
import { showChoices } from "./ui/choices.js"
import { popover } from "./ui/popover.js"

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

const connection = new PadConnection({ url: syncURL(location, padName), doc, awareness })
const editor = createEditor({
  parent: document.getElementById("editor") ?? document.body, text, awareness, people,
})
showStatus(connection)
showTitle({ padName, text, meta, connection })
showPeople(people)
showShare()
showPadDocument({ connection, editor })
showClosedDialog({ connection, text })
askForName(editor.view)

window.addEventListener("online", () => connection.probe())
window.addEventListener("offline", () => connection.probe())
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") connection.probe()
})
window.addEventListener("beforeunload", (event) => {
  if (connection.state.unsaved > 0) event.preventDefault()
})
window.addEventListener("pagehide", () => awareness.setLocalState(null))
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return
  awareness.setLocalState({})
  people.introduceSelf(personName.value ?? "")
  connection.probe()
})
