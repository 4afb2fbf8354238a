// SPDX-License-Identifier: Apache-2.0

import { rove } from "../editions/roving.js"
import { translate } from "../i18n/language.js"
import { arrange, create, icon } from "../ui/dom.js"
import { afterPress } from "./after-press.js"
import { namesInText } from "./names-in-text.js"

/** @typedef {import("./known-entities.js").KnownEntity} KnownEntity */

/** So many names are offered under one list; the next ones when some of them are taken. */
const most = 12

/**
 * Known names that stand in the text and not in a list of its description, below that list: a press adds one.
 *
 * @template {import("../editions/text-field.js").ListField} F
 * @param {F} field the list
 * @param {object} options
 * @param {import("./known-entities.js").KnownEntities} options.known
 * @param {readonly import("./known-entities.js").EntityKind[]} options.kinds that belong to the list
 * @param {() => string} options.text
 * @param {(entity: KnownEntity) => unknown} options.valueOf what is added to the list
 * @param {(sentence: string) => void} options.say to who hears the form
 * @returns {F & {offer: () => void}} `offer` reads the text again
 */
export function withOffers(field, { known, kinds, text, valueOf, say }) {
  const buttons = create("span", { class: "offers-names" })
  const element = create("div", { class: "offers", role: "group", "aria-label": translate("offersInText") },
    create("span", { class: "quiet" }, translate("offersInText")), " ", buttons)
  /** @type {Map<string, HTMLButtonElement>} */
  const made = new Map()

  function show() {
    const entities = known.of(kinds)
    const described = new Set(field.names())
    const names = entities.length === 0 ? [] : namesInText(text(), entities.map(({ name }) => name))
      .filter((name) => !described.has(name)).slice(0, most)
    for (const name of made.keys()) if (!names.includes(name)) made.delete(name)
    arrange(buttons, names.map(buttonOf))
    element.hidden = names.length === 0
  }
  /** @param {string} name */
  function buttonOf(name) {
    const known = made.get(name)
    if (known !== undefined) return known
    const button = create("button", { type: "button", class: "offer", "aria-label": translate("offerAdd", { name }) },
      icon("M12 5v14M5 12h14"), create("span", { dir: "auto" }, name))
    button.addEventListener("click", () => take(name))
    made.set(name, button)
    return button
  }
  /** @param {string} name */
  function take(name) {
    const entity = known.named(kinds, name)[0]
    if (entity === undefined) return
    const index = [...buttons.children].findIndex((button) => button === made.get(name))
    field.add(valueOf(entity))
    show()
    const next = buttons.children[Math.min(index, buttons.children.length - 1)]
    if (next instanceof HTMLElement) next.focus()
    else field.focusEnd()
    say(translate("offerAdded", { name }))
  }
  rove(buttons, "button")
  element.hidden = true
  field.element.append(element)
  return { ...field, offer: () => afterPress(show) }
}
