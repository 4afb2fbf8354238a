// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./pad-history.js").Step} Step */
/** @typedef {import("./pad-history.js").Span} Span */
/** @typedef {import("./pad-history.js").PadHistory} PadHistory */

/** @typedef {number | null} Wanted whose changes one goes through; null for everybody's */

/** So many steps are asked for at once. */
const pageSize = 200

/** So many pages are looked through for one press of a button, before one gives up. */
const maximumPages = 400

/** Finds the changes of a pad one by one, asking the server for as few of them as it can. */
export class StepSearch {
  #history
  #spans
  /** @type {Map<number, {steps: Step[], next?: number}>} by what they come after */
  #pages = new Map()

  /** @param {PadHistory} history @param {() => readonly Span[]} spans by their first row */
  constructor(history, spans) {
    this.#history = history
    this.#spans = spans
  }

  /**
   * @param {number} after a row @param {Wanted} wanted
   * @returns {Promise<Step | null>} null if there is none
   */
  async next(after, wanted) {
    for (let start = after, count = 0; count < maximumPages; count += 1) {
      const page = await this.#page(start)
      for (const step of page.steps) {
        if (step.last <= after) continue
        if (isWanted(step, wanted)) return step
      }
      if (page.next === undefined) return null
      start = page.next
    }
    return null
  }

  /**
   * @param {number} before the row that is shown @param {Wanted} wanted
   * @returns {Promise<Step | null>} the last one that ended before it
   */
  async previous(before, wanted) {
    let end = before
    for (let count = 0; count < maximumPages && end > 0; count += 1) {
      const start = this.#startBefore(end, wanted)
      if (start === null) return null
      const steps = await this.#between(start, end)
      const found = steps.reverse().find((step) => step.last < before && isWanted(step, wanted))
      if (found !== undefined) return found
      end = start
    }
    return null
  }

  /**
   * Where to begin to look for what ended before a row: not further back than the span before it.
   *
   * @param {number} end @param {Wanted} wanted
   */
  #startBefore(end, wanted) {
    let best = null
    for (const { first, person } of this.#spans()) {
      if (first > end) break
      if (wanted !== null && person !== wanted) continue
      if (first - 1 < end) best = Math.max(first - 1, best ?? 0)
    }
    if (best === null) return null
    // A long span is looked through from its end.
    return Math.max(best, end - pageSize * 5, 0)
  }

  /** @param {number} start @param {number} end @returns {Promise<Step[]>} */
  async #between(start, end) {
    /** @type {Step[]} */
    const steps = []
    for (let from = start, isOver = false; !isOver;) {
      const page = await this.#page(from)
      steps.push(...page.steps.filter(({ last }) => last > start && last <= end))
      isOver = page.next === undefined || page.next >= end
      from = page.next ?? end
    }
    return steps
  }

  /** @param {number} after @returns {Promise<{steps: Step[], next?: number}>} */
  async #page(after) {
    const kept = this.#pages.get(after)
    if (kept !== undefined) return kept
    const { done } = await this.#history.steps(after, pageSize)
    if (done === null) return { steps: [] }
    // The end of what there is grows while others write.
    if (done.next !== undefined) this.#pages.set(after, done)
    return done
  }
}

/** @param {Step} step @param {Wanted} wanted */
const isWanted = ({ person }, wanted) => wanted === null || person === wanted
