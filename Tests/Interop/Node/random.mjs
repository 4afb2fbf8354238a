// SPDX-License-Identifier: Apache-2.0

/** A small seeded generator (mulberry32): the same seed makes the same history everywhere. */
export class Random {
  #state

  /** Whether edits may cut a surrogate pair in two; replicas of Yjs itself do not always agree after it. */
  halvesPairs = true

  /**
   * Whether edits make what yrs (pycrdt 0.14) cannot read (XML hooks, content as Yjs wrote it before version 13)
   * or writes otherwise than it read it (-0, 64-bit integers, the meta data of sub-documents).
   */
  leavesYrsBehind = true

  /** @param {number} seed */
  constructor(seed) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0
    this.below(2)
  }

  /** A number in `[0, 1)`. */
  unit() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** An integer in `0..<end`. */
  below(end) {
    return Math.floor(this.unit() * end)
  }

  /** An integer in `first...last`. */
  between(first, last) {
    return first + this.below(last - first + 1)
  }

  /** True with the given probability. */
  chance(probability) {
    return this.unit() < probability
  }

  /**
   * One element of a list that is not empty.
   *
   * @template T
   * @param {T[]} list
   * @returns {T}
   */
  pick(list) {
    return list[this.below(list.length)]
  }

  /** One key of `weights`, each as likely as its number says. */
  weighted(weights) {
    const entries = Object.entries(weights)
    let rest = this.unit() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      rest -= weight
      if (rest < 0) return name
    }
    return entries[0][0]
  }

  /**
   * The list in another order.
   *
   * @template T
   * @param {T[]} list
   * @returns {T[]}
   */
  shuffled(list) {
    const result = [...list]
    for (let index = result.length - 1; index > 0; index--) {
      const other = this.below(index + 1)
      ;[result[index], result[other]] = [result[other], result[index]]
    }
    return result
  }
}
