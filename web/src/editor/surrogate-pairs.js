// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("#codemirror").Text} Text */

/**
 * Widens a change that would cut a surrogate pair in two: one emoji replaced by another that shares
 * its first half is such a change, and Yjs replaces cut pairs by U+FFFD.
 *
 * @param {Text} before the document before the change
 * @param {number} from
 * @param {number} to
 * @param {string} insert
 * @returns {{from: number, to: number, insert: string}} a change with the same result
 */
export function keepPairsWhole(before, from, to, insert) {
  if (isPairAround(before, from)) {
    insert = before.sliceString(from - 1, from) + insert
    from -= 1
  }
  if (isPairAround(before, to)) {
    insert += before.sliceString(to, to + 1)
    to += 1
  }
  return { from, to, insert }
}

/** @param {Text} text @param {number} position */
function isPairAround(text, position) {
  if (position === 0 || position === text.length) return false
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.sliceString(position - 1, position + 1))
}
