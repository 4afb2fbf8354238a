// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../../i18n/language.js"
import { create } from "../../ui/dom.js"
import { readDate } from "../dates.js"
import { labelled, textInput } from "./row-parts.js"
import { warnedInput } from "./warned-input.js"

/** @typedef {import("../things.js").EventRow} EventRow */

/**
 * Something that took place: when, until when, and where.
 *
 * @param {EventRow} row @param {() => void} changed
 * @returns {import("../rows-field.js").DrawnRow<EventRow>}
 */
export function drawEvent(row, changed) {
  const name = textInput(row.name, changed)
  const place = textInput(row.place, changed)
  const [date, end] = [row.date, row.end].map((value) => warnedInput({
    value, changed, attributes: { placeholder: translate("datePlaceholder") }, warning: translate("dateUnknown"),
    tidy: (text) => readDate(text, locale()),
  }))
  if (date === undefined || end === undefined) throw new Error("A row has two dates.")
  return {
    element: create("div", { class: "describe-parts" },
      labelled(translate("eventName"), name, "is-whole"),
      labelled(translate("eventDate"), date.input, "is-date"), labelled(translate("eventEnd"), end.input, "is-date"),
      labelled(translate("eventPlace"), place), date.warning, end.warning),
    first: name,
    read: () => ({
      ...row, name: name.value.trim(), date: date.input.value.trim(), end: end.input.value.trim(),
      place: place.value.trim(),
    }),
  }
}
