// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { itemLabels } from "./checklist.js"

/**
 * @param {readonly import("./checklist.js").ChecklistItem[]} missing
 * @returns {string} "la date et la licence"
 */
export const missingWords = (missing) => new Intl.ListFormat(locale(), { type: "conjunction" })
  .format(missing.map((item) => translate(itemLabels[item].missing)))
