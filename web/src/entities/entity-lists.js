// SPDX-License-Identifier: Apache-2.0

import { language, locale, translate } from "../i18n/language.js"
import { pageLink } from "../publications/publication-line.js"
import { byID, create } from "../ui/dom.js"
import { entityDialog } from "./entity-dialog.js"
import { askEntities, entityKinds } from "./known-entities.js"

/** @typedef {import("./known-entities.js").KnownEntity} KnownEntity */

const kindTitles = /** @type {const} */ ({
  person: "entityPersons", organisation: "entityOrganisations", place: "describePlaces", event: "describeEvents",
  concept: "concepts",
})

/**
 * Shows who and what one's pads name, by kind; a press on one corrects it, and a link leads to its page in the
 * knowledge base.
 */
export function showEntities() {
  /** @type {readonly KnownEntity[]} */
  let entities = []
  const lists = byID("entities-lists", HTMLElement)
  const dialog = entityDialog({ refresh, focus })

  /** @param {{kind?: string | undefined, name?: string | undefined}} entity */
  function focus({ kind, name }) {
    const button = [...lists.querySelectorAll("button")].find(({ dataset }) => dataset.kind === kind && dataset.name === name)
    button?.focus()
  }
  function render() {
    const focused = document.activeElement
    const named = entities.filter(({ count }) => count > 0)
    byID("entities", HTMLElement).hidden = named.length === 0
    const order = new Intl.Collator(locale(), { numeric: true })
    lists.replaceChildren(...entityKinds.flatMap((kind) => {
      const those = named.filter((entity) => entity.kind === kind).sort((a, b) => order.compare(a.name, b.name))
      const id = `entities-${kind}`
      return those.length === 0 ? [] : [
        create("h3", { id }, translate(kindTitles[kind])),
        create("ul", { class: "entities-list", "aria-labelledby": id }, ...those.map(line)),
      ]
    }))
    if (focused instanceof HTMLButtonElement && focused.classList.contains("entity")) focus(focused.dataset)
  }
  /** @param {KnownEntity} entity */
  function line(entity) {
    const button = create("button", { type: "button", class: "entity", "aria-haspopup": "dialog" },
      create("span", { class: "entity-name", dir: "auto" }, entity.name), " ",
      create("span", { class: "quiet" }, translate("entityTexts", { count: entity.count })))
    button.dataset.kind = entity.kind
    button.dataset.name = entity.name
    button.addEventListener("click", () => dialog.open(entity, entities))
    return create("li", {}, button, ...entity.url === null ? []
      : [pageLink(entity.url, translate("namePage"), translate("namePageOf", { name: entity.name }))])
  }
  async function refresh() {
    entities = await askEntities() ?? entities
    render()
  }
  language.subscribe(render)
  // Also when one comes back from a pad.
  window.addEventListener("pageshow", () => void refresh())
}
