// SPDX-License-Identifier: Apache-2.0

import { isSame } from "./plain.js"

/**
 * A list that two people have changed: what one of them took away is gone, what either added is there,
 * in the order of who writes last.
 *
 * @param {readonly unknown[]} base what both began with
 * @param {readonly unknown[]} mine
 * @param {readonly unknown[]} theirs
 * @returns {unknown[]}
 */
export function mergeLists(base, mine, theirs) {
  if (isSame(base, theirs)) return [...mine]
  if (isSame(base, mine)) return [...theirs]
  const removed = without(base, mine)
  const kept = without(theirs, removed)
  const merged = mine.filter((value) => has(kept, value) || !has(base, value))
  for (const [index, value] of kept.entries()) {
    if (has(merged, value)) continue
    const before = kept.slice(0, index).reverse().find((other) => has(merged, other))
    merged.splice(before === undefined ? 0 : places(merged, before) + 1, 0, value)
  }
  return merged
}

/** @param {readonly unknown[]} values @param {readonly unknown[]} others those that are not among these */
const without = (values, others) => values.filter((value) => !has(others, value))

/** @param {readonly unknown[]} values @param {unknown} value */
const has = (values, value) => places(values, value) >= 0

/** @param {readonly unknown[]} values @param {unknown} value */
const places = (values, value) => values.findIndex((other) => isSame(other, value))
