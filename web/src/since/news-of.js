// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("../history/pad-history.js").Difference} Difference */
/** @typedef {{from: number, length: number, isCut: boolean}} News a place in the later text; where something was cut it is as long as the next character */

/**
 * What others changed between two moments.
 *
 * @param {Difference} difference
 * @returns {{parts: import("../history/pad-history.js").Part[], news: News[], text: string}}
 *   the changes, where they are in the later text, and that text
 */
export function newsOf({ parts, persons }) {
  const mine = new Set(persons.filter(({ mine }) => mine === true).map(({ id }) => id))
  /** @type {import("../history/pad-history.js").Part[]} */
  const others = []
  /** @type {News[]} */
  const news = []
  let text = ""
  for (const part of parts) {
    const isOthers = part.kind !== "same" && !(part.person !== undefined && mine.has(part.person))
    if (isOthers) {
      others.push(part)
      news.push({ from: text.length, length: part.kind === "inserted" ? part.text.length : 1, isCut: part.kind === "deleted" })
    }
    if (part.kind !== "deleted") text += part.text
  }
  return { parts: others, news, text }
}
