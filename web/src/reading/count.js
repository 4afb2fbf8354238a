// SPDX-License-Identifier: Apache-2.0

import { leavesOf } from "./leaves.js"

/** @typedef {import("#codemirror").Text} Text */
/** @typedef {{words: number, characters: number}} Count */

/** People read so many words a minute, silently. */
const wordsPerMinute = 230

const word = /[\p{L}\p{N}]+(?:[’'’-][\p{L}\p{N}]+)*/gu

/** @type {WeakMap<Text, Count>} */
const remembered = new WeakMap()

/**
 * Counts a whole text; after a change only the pieces it touched.
 *
 * @param {Text} doc
 * @returns {Count}
 */
export function countDocument(doc) {
  let words = 0
  let characters = 0
  for (const leaf of leavesOf(doc)) {
    let count = remembered.get(leaf)
    if (count === undefined) {
      count = countText(leaf.toString())
      remembered.set(leaf, count)
    }
    words += count.words
    characters += count.characters
  }
  return { words, characters }
}

/**
 * Words are runs of letters and digits; characters are what a reader sees as one, without line ends.
 *
 * @param {string} text
 * @returns {Count}
 */
export function countText(text) {
  return {
    words: text.match(word)?.length ?? 0,
    characters: [...text.replaceAll("\n", "")].length,
  }
}

/** @param {Count} count @returns {number} at least one */
export const readingMinutes = ({ words }) => Math.max(1, Math.round(words / wordsPerMinute))
