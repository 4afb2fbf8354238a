// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { initials } from "../presence/people.js"
import { byID, create } from "../ui/dom.js"
import { personLabel } from "../ui/person-label.js"
import { popover } from "../ui/popover.js"

/** @typedef {import("../presence/people.js").Person} Person */

/** So many discs fit in the header; of more people it shows the number. */
const maximumDiscs = { wide: 5, narrow: 2 }

const isNarrow = window.matchMedia("(width < 44rem)")

/**
 * Shows who is here: discs in the header, names in a panel.
 *
 * @param {import("../presence/people.js").People} people
 */
export function showPeople(people) {
  const button = byID("people-button", HTMLButtonElement)
  const list = byID("people-list", HTMLUListElement)
  const panel = popover("people")
  byID("rename-button", HTMLButtonElement).addEventListener("click", () => panel.close())

  function render() {
    const present = people.present.value
    const label = translate("people", { count: present.length })
    button.setAttribute("aria-label", label)
    button.title = label
    const maximum = isNarrow.matches ? maximumDiscs.narrow : maximumDiscs.wide
    const shown = present.length > maximum ? present.slice(0, maximum - 1) : present
    button.replaceChildren(...shown.map(disc))
    if (present.length > shown.length) {
      const count = present.length - shown.length
      button.append(create("span", { class: "disc disc-more" }, translate("morePeople", { count })))
    }
    list.replaceChildren(...present.map((person) => create("li", {}, disc(person), nameOf(person))))
  }
  people.present.subscribe(render)
  isNarrow.addEventListener("change", render)
  language.subscribe(render)
}

/** @param {Person} person */
const nameOf = (person) => person.isSelf
  ? translate("personSelf", { name: personLabel(person) }) : personLabel(person)

/** @param {Person} person */
const disc = (person) => create("span",
  { class: `disc person-${person.colour}`, "aria-hidden": "true" }, initials(personLabel(person)))
