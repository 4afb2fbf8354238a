// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { initials } from "../presence/people.js"
import { arrange, byID, create } from "../ui/dom.js"
import { personLabel } from "../ui/person-label.js"
import { popover } from "../ui/popover.js"

/** @typedef {import("../presence/people.js").Person} Person */

/** So many discs fit in the header; of more people it shows the number. */
const maximumDiscs = { wide: 5, narrow: 2 }

const isNarrow = window.matchMedia("(width < 44rem)")

/**
 * Shows who is here: discs in the header, names in a panel.
 *
 * @param {object} options
 * @param {import("../presence/people.js").People} options.people
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {(clientID: number) => void} options.follow
 * @param {(person: Person) => void} options.sendAway asks the pad's owner whether that person is to go
 */
export function showPeople({ people, connection, follow, sendAway }) {
  const button = byID("people-button", HTMLButtonElement)
  const list = byID("people-list", HTMLUListElement)
  const reading = byID("people-reading", HTMLElement)
  const panel = popover("people")

  /** @param {string} kind of class @param {string} word @param {string} label @param {() => void} act */
  function personButton(kind, word, label, act) {
    const button = create("button", { type: "button", class: `button button-quiet ${kind}` }, word)
    button.setAttribute("aria-label", label)
    button.title = label
    button.addEventListener("click", () => {
      panel.close()
      act()
    })
    return button
  }
  /** @param {Person} person */
  const followButton = (person) => personButton("people-follow", translate("followShort"),
    translate("follow", { name: personLabel(person) }), () => follow(person.clientID))
  /** @param {Person} person */
  const awayButton = (person) => personButton("people-away", translate("awayConfirm"),
    translate("awayQuestion", { name: personLabel(person) }), () => sendAway(person))
  /** @param {Person} person @param {boolean} isOwner */
  const row = (person, isOwner) => create("li", {}, disc(person),
    create("span", { class: "people-name", dir: "auto" }, nameOf(person)), ...badge(person),
    ...person.isSelf || !person.isWriting ? [] : [followButton(person)],
    ...person.isSelf || !isOwner ? [] : [awayButton(person)])
  /** @type {Map<string, Element>} by all that they show */
  let rows = new Map()
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
    const readers = present.filter(({ isWriting, isSelf }) => !isWriting && !isSelf).length
    reading.textContent = readers === 0 ? "" : translate("readers", { count: readers })
    reading.hidden = readers === 0
    const isOwner = connection.state.role === "owner"
    const before = rows
    rows = new Map(present.map((person) => {
      const key = JSON.stringify([person, isOwner, language.value])
      return [key, before.get(key) ?? row(person, isOwner)]
    }))
    arrange(list, [...rows.values()])
  }
  let role = connection.state.role
  connection.subscribe((state) => {
    if (state.role === role) return
    role = state.role
    render()
  })
  people.present.subscribe(render)
  isNarrow.addEventListener("change", render)
  language.subscribe(render)
}

/** @param {Person} person */
const nameOf = (person) => person.isSelf
  ? translate("personSelf", { name: personLabel(person) }) : personLabel(person)

/**
 * Tells members from who only calls themselves so, in words.
 *
 * @param {Person} person
 */
function badge({ name, member }) {
  if (member === null) return []
  const text = member === name ? translate("member") : translate("memberNamed", { name: member })
  return [" ", create("span", { class: "badge" }, text)]
}

/** @param {Person} person */
const disc = (person) => create("span",
  { class: `disc person-${person.colour}`, "aria-hidden": "true" }, initials(personLabel(person)))
