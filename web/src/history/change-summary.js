// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { amountText, timeText } from "./times.js"

/**
 * What changed between two moments and by whom, in one or a few sentences.
 *
 * @param {Pick<import("./pad-history.js").Difference, "from" | "to" | "parts">} difference
 * @param {{label: (id: number | undefined) => string}} record
 */
export function summaryOf({ from, to, parts }, record) {
  const moments = translate("compareBetween", { from: timeText(from.time), to: timeText(to.time) })
  const amounts = amountsOf(parts)
  if (amounts.length === 0) return moments
  const people = amounts.map(({ person, written, deleted }) =>
    translate("compareBy", { name: record.label(person), amount: amountText({ written, deleted }) }))
  return `${moments} ${new Intl.ListFormat(locale(), { type: "conjunction" }).format(people)}.`
}

/**
 * How much each person wrote and deleted, most first.
 *
 * @param {readonly import("./pad-history.js").Part[]} parts
 * @returns {{person: number | undefined, written: number, deleted: number}[]}
 */
export function amountsOf(parts) {
  /** @type {Map<number | undefined, {written: number, deleted: number}>} */
  const amounts = new Map()
  for (const { kind, text, person } of parts) {
    if (kind === "same") continue
    const amount = amounts.get(person) ?? { written: 0, deleted: 0 }
    amount[kind === "inserted" ? "written" : "deleted"] += text.length
    amounts.set(person, amount)
  }
  return [...amounts].map(([person, amount]) => ({ person, ...amount }))
    .sort((a, b) => b.written + b.deleted - a.written - a.deleted)
}
