// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { authorMark, authorPublicName, byNumber } from "./author.js"

/** @typedef {Pick<import("../history/pad-history.js").Attribution, "persons" | "totals">} Totals */

/**
 * What each person's part of a text is, most first.
 *
 * @param {Totals} attribution
 */
export function shares({ persons, totals }) {
  const people = byNumber(persons)
  const whole = totals.reduce((sum, { length }) => sum + length, 0)
  return totals.filter(({ length }) => length > 0).map(({ person, length }) =>
    ({ id: person, person: people.get(person), length, share: length / whole }))
}

/** @param {number} share between 0 and 1 */
const percent = (share) => new Intl.NumberFormat(locale(), { style: "percent" }).format(share)

/** @param {number} share @returns {string} never "0 %" of what there is */
const shareText = (share) => share < 0.005 ? translate("contributionSmall", { share: percent(0.01) }) : percent(share)

/**
 * Who wrote how much, as one sentence.
 *
 * @param {Totals} attribution
 * @returns {string} empty for an empty text
 */
export function contributionStatement(attribution) {
  const parts = shares(attribution).map(({ person, share }) =>
    translate("contributionShare", { name: authorPublicName(person), share: shareText(share) }))
  if (parts.length === 0) return ""
  const names = new Intl.ListFormat(locale(), { type: "conjunction" }).format(parts)
  return translate("contributionStatement", { names })
}

/**
 * Who wrote how much, as a list that is also the key to the marks.
 *
 * @param {Totals} attribution
 */
export const contributionItems = (attribution) => shares(attribution).map(({ id, person, share, length }) =>
  create("li", { class: "contribution" }, authorMark(id, person),
    create("span", { class: "quiet" }, shareText(share), " · ", translate("characters", { count: length }))))
