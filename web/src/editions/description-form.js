// SPDX-License-Identifier: Apache-2.0

import { completion } from "../entities/completion.js"
import { linkOffers } from "../entities/link-offers.js"
import { translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { recentPads } from "../settings/recent-pads.js"
import { fieldOf } from "./checklist.js"
import { textFields } from "./form-texts.js"
import { listFields } from "./form-lists.js"

/** @typedef {import("./text-field.js").FormField & {offer?: () => void}} OfferingField */
/** @typedef {import("./checklist.js").ChecklistItem} ChecklistItem */

/**
 * The description of a text: every field shows what `meta` says and writes there what is changed.
 *
 * @typedef {object} DescriptionForm
 * @property {HTMLElement} element
 * @property {(isEditable: boolean) => void} setEditable
 * @property {(item: ChecklistItem) => void} focus goes to what the checklist names
 * @property {() => void} commit writes what is being edited
 * @property {() => void} offer reads the text again for known names
 * @property {() => void} end
 */

/**
 * @param {object} options
 * @param {import("./description.js").Meta} options.meta
 * @param {() => string} options.heading the title that counts where none is given
 * @param {() => string} options.text
 * @param {import("../entities/known-entities.js").KnownEntities} options.known is asked for here
 * @param {import("#codemirror").EditorView} options.view of the text
 * @param {(sentence: string) => void} options.say to who hears the form
 * @returns {DescriptionForm}
 */
export function descriptionForm({ meta, heading, text, known, view, say }) {
  const names = completion(known)
  const texts = textFields({ meta, heading, text, known, say })
  const lists = [...listFields({ meta, text, known, say }), linkOffers({ known, view, say })]
  const fields = [...texts, ...lists]
  // A field set can be closed as a whole.
  const element = create("fieldset", { class: "describe-form", "aria-label": translate("describeTitle") },
    create("div", { class: "describe-texts" }, ...texts.map((field) => field.element)),
    ...lists.map((field) => field.element),
    create("datalist", { id: "describe-pads" }, ...recentPads().map(({ title }) => create("option", { value: title }))),
    ...names.elements)

  const offer = () => fields.forEach((field) => field.offer?.())
  void known.load().then(() => {
    names.fill()
    offer()
  })
  /** @param {import("yjs").YMapEvent<unknown>} event */
  const changed = ({ keysChanged }) => {
    for (const field of fields) {
      if (!field.keys.some((key) => keysChanged.has(key))) continue
      field.render()
      field.offer?.()
    }
  }
  meta.observe(changed)
  element.addEventListener("keydown", (event) => {
    const { target, key } = event
    if (event.defaultPrevented || event.isComposing || key !== "Enter" || event.ctrlKey) return
    if (!(target instanceof HTMLInputElement)) return
    event.preventDefault()
    stopsOf(element)[stopsOf(element).indexOf(target) + 1]?.focus()
  })
  return {
    element,
    setEditable(isEditable) {
      element.toggleAttribute("disabled", !isEditable)
    },
    focus(item) {
      const field = fields.find(({ keys }) => keys.includes(fieldOf(item)))
      field?.element.scrollIntoView({ block: "center" })
      field?.focus()
    },
    commit() {
      for (const field of fields) field.commit()
    },
    offer,
    end: () => meta.unobserve(changed),
  }
}

/**
 * What the Tab key comes to, in this order.
 *
 * @param {HTMLElement} element
 * @returns {HTMLElement[]}
 */
const stopsOf = (element) => /** @type {HTMLElement[]} */ ([...element.querySelectorAll("input, select, textarea, button")])
  .filter((stop) => stop.tabIndex >= 0 && stop.getClientRects().length > 0)
