// SPDX-License-Identifier: Apache-2.0

import { plain } from "./plain.js"

/**
 * What a text should have before it is finished, as the server calls it; only a title is needed.
 *
 * @typedef {"title" | "date" | "language" | "licence" | "agreement" | "description" | "tags"} ChecklistItem
 */

/** In the order of the list. */
export const checklistItems = /** @type {const} */ ([
  "title", "date", "language", "licence", "agreement", "description", "tags",
])

/** What a text lacks, and what it has, as people call it. */
export const itemLabels = /** @type {const} */ ({
  title: { name: "itemTitle", missing: "missingTitle" },
  date: { name: "itemDate", missing: "missingDate" },
  language: { name: "itemLanguage", missing: "missingLanguage" },
  licence: { name: "itemLicence", missing: "missingLicence" },
  agreement: { name: "itemAgreement", missing: "missingAgreement" },
  description: { name: "itemDescription", missing: "missingDescription" },
  tags: { name: "itemTags", missing: "missingTags" },
})

/**
 * @param {Pick<import("yjs").Map<unknown>, "get">} meta
 * @param {boolean} hasTitle whether it has a title or a heading
 * @returns {ChecklistItem[]} what the text lacks, in the order of the list
 */
export const missingIn = (meta, hasTitle) => checklistItems.filter((item) =>
  item === "title" ? !hasTitle : !isFilled(plain(meta.get(fieldOf(item)))))

/** @param {ChecklistItem} item @returns {string} the field of `meta` that holds it */
export const fieldOf = (item) => item === "agreement" ? "signers" : item

/** @param {string} item @returns {item is ChecklistItem} */
export const isItem = (item) => checklistItems.some((known) => known === item)

/** @param {unknown} value @returns {boolean} */
function isFilled(value) {
  if (typeof value === "string") return value.trim() !== ""
  if (typeof value !== "object" || value === null) return false
  return Object.values(value).some(isFilled)
}
