// SPDX-License-Identifier: Apache-2.0

import { EditorView } from "../codemirror.js"
import { remoteCaretField } from "../editor/remote-caret-field.js"
import { language, translate } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { personLabel } from "../ui/person-label.js"

/**
 * Keeps somebody else's caret in view, until this person writes, scrolls, or says enough.
 *
 * @param {import("../editor/editor.js").Editor} editor
 * @param {import("./people.js").People} people
 */
export function following(editor, people) {
  const banner = byID("following", HTMLElement)
  const text = byID("following-text", HTMLElement)
  /** @type {number | null} */
  let followed = null
  let seenAt = -1

  function render() {
    const person = followed === null ? undefined : people.person(followed)
    banner.hidden = person === undefined
    if (person !== undefined) text.textContent = translate("followingPerson", { name: personLabel(person) })
  }
  /** @param {number | null} clientID */
  function follow(clientID) {
    followed = clientID
    seenAt = -1
    render()
    keepInView()
  }
  function keepInView() {
    if (followed === null) return
    const caret = editor.state.value.field(remoteCaretField)
      .find(({ person }) => person.clientID === followed)
    if (caret === undefined || caret.head === seenAt) return
    seenAt = caret.head
    // The state is told while the editor updates; scrolling is another update.
    queueMicrotask(() => editor.view.dispatch({
      effects: EditorView.scrollIntoView(
        Math.min(caret.head, editor.view.state.doc.length), { y: "center" }),
    }))
  }
  const stop = () => {
    if (followed !== null) follow(null)
  }
  editor.state.subscribe(keepInView)
  people.present.subscribe((present) => {
    if (followed !== null && !present.some(({ clientID }) => clientID === followed)) stop()
    render()
  })
  language.subscribe(render)
  for (const event of ["wheel", "touchmove"]) document.addEventListener(event, stop, { passive: true })
  editor.view.contentDOM.addEventListener("beforeinput", stop)
  byID("following-stop", HTMLButtonElement).addEventListener("click", stop)
  return { follow }
}
