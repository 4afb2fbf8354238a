// SPDX-License-Identifier: Apache-2.0

import { ensureSyntaxTree } from "../codemirror.js"
import { rove } from "../editions/roving.js"
import { linkKnownName } from "../editor/commands/inline.js"
import { translate } from "../i18n/language.js"
import { arrange, create, icon } from "../ui/dom.js"
import { afterPress } from "./after-press.js"
import { entityKinds } from "./known-entities.js"
import { takesLink } from "./known-names.js"
import { NameIndex } from "./names-in-text.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("./known-names.js").KnownName} KnownName */

/** So many names are offered; the next ones when some of them are links. */
const most = 24

/** A long text is read for so long before it is looked at as far as it was, in milliseconds. */
const readingTime = 200

/**
 * Names in the text of which the knowledge base has a page and that lead nowhere yet: a press makes the first
 * place where one stands a link.
 *
 * @param {object} options
 * @param {import("./known-entities.js").KnownEntities} options.known
 * @param {EditorView} options.view of the text
 * @param {(sentence: string) => void} options.say to who hears the form
 * @returns {import("../editions/description-form.js").OfferingField}
 */
export function linkOffers({ known, view, say }) {
  const buttons = create("span", { class: "offers-names" })
  const legend = create("legend", { tabindex: "-1" }, translate("textLinksTitle"))
  const element = create("fieldset", { class: "describe-list" }, legend,
    create("p", { class: "quiet" }, translate("textLinksHint")), create("div", { class: "offers" }, buttons))
  /** @type {Map<string, HTMLButtonElement>} */
  const made = new Map()

  function show() {
    const names = linkable(view, pagesOf(known)).slice(0, most).map(({ name }) => name)
    for (const name of made.keys()) if (!names.includes(name)) made.delete(name)
    arrange(buttons, names.map(buttonOf))
    element.hidden = names.length === 0
  }
  /** @param {string} name */
  function buttonOf(name) {
    const there = made.get(name)
    if (there !== undefined) return there
    const button = create("button", { type: "button", class: "offer", "aria-label": translate("linkName", { name }) },
      icon("M10 14a4 4 0 0 0 5.7 0l3.1-3.100a4 4 0 0 0-5.7-5.700L12 6.300M14 10a4 4 0 0 0-5.7 0l-3.1 3.100a4 4 0 0 0 5.7 5.700l1.1-1.1"),
      create("span", { dir: "auto" }, name))
    button.addEventListener("click", () => take(name))
    made.set(name, button)
    return button
  }
  /** @param {string} name */
  function take(name) {
    const index = [...buttons.children].findIndex((button) => button === made.get(name))
    const place = linkable(view, pagesOf(known)).find((place) => place.name === name)
    if (place === undefined || !linkKnownName(view, place)) return show()
    show()
    const next = buttons.children[Math.min(index, buttons.children.length - 1)]
    if (next instanceof HTMLElement) next.focus()
    else legend.focus()
    say(translate("linkedName", { name }))
  }
  rove(buttons, "button")
  element.hidden = true
  return { keys: [], element, render() {}, commit() {}, focus: () => legend.focus(), offer: () => afterPress(show) }
}

/** @param {import("./known-entities.js").KnownEntities} known @returns {Map<string, string>} the page of each name that has one */
const pagesOf = (known) => new Map(known.of(entityKinds).flatMap(({ name, url }) =>
  url === null || /[[\]\\]/.test(name) ? [] : [[name, new URL(url, location.href).href]]))

/**
 * Where names can be made links: the first place of each that leads nowhere yet, in the order of the text.
 *
 * @param {EditorView} view @param {ReadonlyMap<string, string>} pages
 * @returns {KnownName[]}
 */
function linkable({ state }, pages) {
  const text = state.doc.toString()
  const wanted = [...pages].filter(([, url]) => !text.includes(`](${url})`)).map(([name]) => name)
  if (wanted.length === 0) return []
  ensureSyntaxTree(state, state.doc.length, readingTime)
  /** @type {Map<string, KnownName>} */
  const found = new Map()
  for (const { name, from, to } of new NameIndex(wanted).places(text)) {
    if (!found.has(name) && takesLink(state, from)) found.set(name, { name, from, to, url: pages.get(name) ?? "" })
  }
  return [...found.values()]
}
