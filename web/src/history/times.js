// SPDX-License-Identifier: Apache-2.0

import { longTime } from "../i18n/format.js"
import { locale, translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"

/** @param {string | undefined} time RFC 3339; there is none before the first row */
export const timeText = (time) => time === undefined ? translate("historyBeginning") : longTime(locale(), new Date(time))

/** @param {string} time RFC 3339 */
export const timeElement = (time) => create("time", { datetime: time }, timeText(time))

/**
 * From when to when, without saying the day twice.
 *
 * @param {string} from @param {string} to both RFC 3339
 */
export const spanText = (from, to) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).formatRange(new Date(from), new Date(to))

/**
 * How much was written and deleted.
 *
 * @param {{written: number, deleted: number}} counts
 */
export function amountText({ written, deleted }) {
  if (deleted === 0) return translate("historyWritten", { count: written })
  if (written === 0) return translate("historyDeleted", { count: deleted })
  return translate("historyAmount", {
    written: translate("historyWritten", { count: written }), deleted: translate("historyDeleted", { count: deleted }),
  })
}
