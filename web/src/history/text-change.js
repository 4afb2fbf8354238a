// SPDX-License-Identifier: Apache-2.0

/**
 * The smallest single change that makes one text of another, in UTF-16 units of the first.
 *
 * @param {string} before @param {string} after
 * @returns {{from: number, to: number, insert: string} | null} null if they are equal
 */
export function changeBetween(before, after) {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1
  let end = 0
  while (end < shorter - start
    && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}
