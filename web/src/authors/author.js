// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { personColours } from "../presence/palette.js"
import { personName } from "../settings/person.js"
import { create } from "../ui/dom.js"

/** @typedef {import("../history/pad-history.js").Person} Person */

/** Kinds of underlining, as many as the style sheet knows; a number without a divisor in common with the
 * colours, so that forty people differ and eight of one underlining never have one colour. */
const patternCount = 5

/**
 * How what somebody wrote looks: by a colour, and by an underlining for who does not see colours.
 *
 * @param {number} id of the person
 * @returns {string} classes
 */
export function authorClasses(id) {
  const number = Math.max(0, id - 1)
  return `author person-${number % personColours.length} author-${number % patternCount}`
}

/** @param {Person | undefined} person @returns {string} never empty */
export function authorLabel(person) {
  if (person === undefined) return translate("authorUnknown")
  const name = nameOf(person)
  return person.relayed === true ? translate("authorRelayed", { name }) : name
}

/**
 * What somebody is called where others read it: "you" is for nobody else.
 *
 * @param {Person | undefined} person
 */
export function authorPublicName(person) {
  if (person?.mine !== true) return authorLabel(person)
  const name = person.name ?? personName.value ?? ""
  return authorLabel({ ...person, mine: false, ...name === "" ? {} : { name } })
}

/** @param {Person} person */
function nameOf({ id, kind, name, mine }) {
  if (mine === true) return translate("authorYou")
  if (name !== undefined && name !== "") return name
  if (kind === "anonymous") return translate("authorAnonymous")
  if (kind === "server") return translate("authorServer")
  if (kind === "erased") return translate("authorErased")
  return translate("authorGuest", { number: String(id) })
}

/**
 * A name as what that person wrote looks.
 *
 * @param {number} id @param {Person | undefined} person
 */
export const authorMark = (id, person) =>
  create("span", { class: `author-name ${authorClasses(id)}`, dir: "auto" }, authorLabel(person))

/** @param {readonly Person[]} persons @returns {Map<number, Person>} */
export const byNumber = (persons) => new Map(persons.map((person) => [person.id, person]))
