// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { byID, create, icon } from "../ui/dom.js"
import { checklistItems, itemLabels } from "./checklist.js"
import { missingWords } from "./missing-words.js"

/** @typedef {import("./checklist.js").ChecklistItem} ChecklistItem */

/**
 * What a text should have before it is finished, and what it lacks; each item leads to its field.
 *
 * @param {(item: ChecklistItem) => void} go
 * @returns {{render: (missing: readonly ChecklistItem[]) => void}}
 */
export function checklistView(go) {
  const summary = byID("checklist-summary", HTMLElement)
  const buttons = checklistItems.map((item) => {
    const sign = create("span", { class: "checklist-sign" })
    const state = create("span", { class: "quiet" })
    const button = create("button", { type: "button", class: "checklist-item" },
      sign, create("span", {}, translate(itemLabels[item].name)), " ", state)
    button.addEventListener("click", () => go(item))
    return { item, button, sign, state }
  })
  byID("checklist", HTMLElement).replaceChildren(...buttons.map(({ button }) => create("li", {}, button)))
  return {
    render(missing) {
      for (const { item, button, sign, state } of buttons) {
        const isMissing = missing.includes(item)
        button.dataset.missing = String(isMissing)
        sign.replaceChildren(icon(isMissing ? "M12 7v6m0 4v.5" : "M6 12.5l4 4 8-9"))
        state.textContent = translate(!isMissing ? "itemThere" : item === "title" ? "itemNeeded" : "itemMissing")
      }
      summary.textContent = missing.length === 0 ? translate("checklistComplete")
        : translate(missing.includes("title") ? "checklistUntitled" : "checklistMissing", { items: missingWords(missing) })
    },
  }
}
