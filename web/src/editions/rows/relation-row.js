// SPDX-License-Identifier: Apache-2.0

import { translate } from "../../i18n/language.js"
import { recentPads } from "../../settings/recent-pads.js"
import { create } from "../../ui/dom.js"
import { relationTypes } from "../things.js"
import { choice, labelled, textInput } from "./row-parts.js"

/** @typedef {import("../things.js").RelationRow} RelationRow */

const typeLabels = /** @type {const} */ ({
  isVersionOf: "relationIsVersionOf", replaces: "relationReplaces", isBasedOn: "relationIsBasedOn",
  respondsTo: "relationRespondsTo", cites: "relationCites",
})

/**
 * How the text relates to another, which has a title and perhaps an address. Pads of this browser are
 * offered by their titles.
 *
 * @param {RelationRow} row @param {() => void} changed
 * @returns {import("../rows-field.js").DrawnRow<RelationRow>}
 */
export function drawRelation(row, changed) {
  /** @type {[string, string][]} */
  const types = relationTypes.map((type) => [type, translate(typeLabels[type])])
  const type = choice(row.type, row.type === "" ? [["", translate("relationAny")], ...types] : types, changed)
  const title = textInput(row.title, () => {
    const pad = recentPads().find((pad) => pad.title === title.value.trim())
    if (pad !== undefined && target.value === "") {
      target.value = new URL(`/p/${encodeURIComponent(pad.name)}`, location.href).href
    }
    changed()
  }, { list: "describe-pads" })
  const target = textInput(row.target, changed, {
    dir: "ltr", inputmode: "url", maxlength: "2000", placeholder: translate("relationTargetPlaceholder"),
  })
  return {
    element: create("div", { class: "describe-parts" },
      labelled(translate("relationType"), type), labelled(translate("relationTitle"), title, "is-wide"),
      labelled(translate("relationTarget"), target, "is-whole")),
    first: row.title === "" && row.target === "" ? title : type,
    read: () => ({ ...row, type: type.value, title: title.value.trim(), target: target.value.trim() }),
  }
}

/** @param {string} type @returns {string} what stands before the other text; one that we do not know is called as it is */
export const relationName = (type) => type === "" ? translate("relationAny")
  : Object.hasOwn(typeLabels, type) ? translate(typeLabels[/** @type {keyof typeof typeLabels} */ (type)]) : type
