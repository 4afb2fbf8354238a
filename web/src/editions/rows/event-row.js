// SPDX-License-Identifier: Apache-2.0

import { namePage } from "../../entities/name-page.js"
import { locale, translate } from "../../i18n/language.js"
import { create } from "../../ui/dom.js"
import { isBefore, readDate } from "../dates.js"
import { labelled, textInput } from "./row-parts.js"
import { warnedInput } from "./warned-input.js"

/** @typedef {import("../things.js").EventRow} EventRow */

/**
 * Something that took place: when, until when, and where. Of one that is known, the date is known too.
 *
 * @param {EventRow} row @param {() => void} changed
 * @param {import("../../entities/known-entities.js").KnownEntities} known
 * @returns {import("../rows-field.js").DrawnRow<EventRow>}
 */
export function drawEvent(row, changed, known) {
  const place = textInput(row.place, changed, { list: "known-places" })
  const options = {
    attributes: { placeholder: translate("datePlaceholder") }, warning: translate("dateUnknown"),
    tidy: (/** @type {string} */ text) => readDate(text, locale()),
  }
  const date = warnedInput({
    ...options, value: row.date,
    changed: () => {
      end.check()
      changed()
    },
  })
  const end = warnedInput({
    ...options, value: row.end, changed,
    remark: (text) => isBefore(text, date.input.value) ? translate("eventEndsBefore") : "",
  })
  const name = textInput(row.name, () => {
    const [found] = known.named(["event"], name.value)
    if (date.input.value === "" && end.input.value === "") date.input.value = found?.date ?? ""
    page.render()
    changed()
  }, { list: "known-events" })
  const page = namePage(known, ["event"], () => name.value, translate("namePageLong"))
  return {
    element: create("div", { class: "describe-parts" },
      labelled(translate("eventName"), name, "is-whole"),
      labelled(translate("eventDate"), date.input, "is-date"), labelled(translate("eventEnd"), end.input, "is-date"),
      labelled(translate("eventPlace"), place), date.warning, end.warning, page.element),
    first: name,
    read: () => ({
      ...row, name: name.value.trim(), date: date.input.value.trim(), end: end.input.value.trim(),
      place: place.value.trim(),
    }),
  }
}
