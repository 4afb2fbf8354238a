// SPDX-License-Identifier: Apache-2.0

/** The seeds of a property test: 0 to `count`, or to the number in the variable SEEDS. */
export function seeds(count) {
  return Array.from({ length: Number(process.env.SEEDS ?? count) }, (_, seed) => seed)
}

/** A small deterministic source of chance (mulberry32). */
export class Random {
  #state

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed
  }

  /** From 0 to 1, exclusive. */
  next() {
    this.#state = (this.#state + 0x6D2B79F5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 to `bound`, exclusive. @param {number} bound */
  below(bound) {
    return Math.floor(this.next() * bound)
  }

  /** @template T @param {readonly T[]} choices @returns {T} */
  choose(choices) {
    return choices[this.below(choices.length)]
  }
}
