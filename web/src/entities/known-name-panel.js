// SPDX-License-Identifier: Apache-2.0

import { EditorView, showTooltip } from "../codemirror.js"
import { linkKnownName } from "../editor/commands/inline.js"
import { openLink } from "../editor/live/links.js"
import { translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { askEntities } from "./known-entities.js"
import { knownNameAt, knownNames, setKnownNames } from "./known-names.js"

/** The server is asked so long after somebody has begun to read or write, in milliseconds. */
const askingDelay = 400

/**
 * Beside a name of which the knowledge base has a page, when one goes there: a button that opens the page, and
 * one that makes the name a link to it, for those who do not press Ctrl+K.
 */
const panel = showTooltip.compute([knownNames, "selection", "doc"], (state) => {
  const known = state.field(knownNames).isVisiting ? knownNameAt(state) : null
  if (known === null) return null
  return {
    pos: known.from,
    above: false,
    create: (view) => {
      const open = button(translate("knownOpen"), () => openLink(view, known.url))
      const link = button(translate("knownLink"), () => {
        linkKnownName(view, known)
        view.focus()
      })
      return { dom: create("div", { class: "link-panel known-panel" }, open, ...view.state.readOnly ? [] : [link]) }
    },
  }
})

/** @param {string} words @param {() => void} act */
function button(words, act) {
  const element = create("button", { type: "button", class: "link-open" }, create("span", {}, words))
  element.addEventListener("mousedown", (event) => event.preventDefault())
  element.addEventListener("click", act)
  return element
}

/** Asks once what the knowledge base knows, when it can be of use. */
function asking() {
  let isAsked = false
  return EditorView.domEventHandlers({
    focus: (_event, view) => {
      if (isAsked) return
      isAsked = true
      window.setTimeout(async () => {
        const entities = await askEntities()
        isAsked = entities !== null
        const named = (entities ?? []).flatMap(({ name, url }) => url === null ? [] : [{ name, url: new URL(url, location.href).href }])
        if (named.length > 0) view.dispatch({ effects: setKnownNames.of(named) })
      }, askingDelay)
    },
  })
}

/**
 * Names that the knowledge base knows, in the text.
 *
 * @returns {import("#codemirror").Extension}
 */
export const namesOfKnowledgeBase = () => [knownNames, panel, asking()]
