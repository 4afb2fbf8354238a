// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { mayWrite } from "./roles.js"

const sentences = /** @type {const} */ ({
  viewer: "roleIsViewer", commenter: "roleIsCommenter", editor: "shareHint", owner: "roleIsOwner",
})

/** What is said of an edition, which nobody writes in. */
const finishedSentences = /** @type {const} */ ({
  viewer: "shareHintFinished", commenter: "shareHintFinished", editor: "shareHintFinished", owner: "roleIsOwnerFinished",
})

/**
 * Says what the person may do here: in the panel for sharing, and to who may only read also below
 * the bar. The page's style sheets hide what writes from who does not.
 *
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 */
export function showRole(connection) {
  const note = byID("role-note", HTMLElement)
  const hint = byID("share-hint", HTMLElement)

  function render() {
    const { role, edition } = connection.state
    document.body.dataset.role = role ?? ""
    const words = translate((edition > 0 ? finishedSentences : sentences)[role ?? "editor"])
    hint.textContent = words
    note.textContent = mayWrite(role) ? "" : words
    // Of an edition there is more to say, and it is said elsewhere.
    note.hidden = mayWrite(role) || edition > 0
  }
  connection.subscribe(render)
  language.subscribe(render)
}
