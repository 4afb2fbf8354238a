// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./pad-history.js").Step} Step */
/** @typedef {import("./pad-history.js").Span} Span */
/** @typedef {import("./pad-history.js").PadHistory} PadHistory */

/**
 * What one goes from change to change of: everything, somebody's, or a passage's, which moves with the
 * text as its changes are passed.
 *
 * @typedef {{kind: "all"} | {kind: "person", person: number} | {kind: "passage", from: number, to: number}} Wanted
 */

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
    const passage = passageOf(wanted)
    for (let start = after, count = 0; count < maximumPages; count += 1) {
      const page = await this.#page(start)
      for (const step of page.steps) {
        if (step.last <= after) continue
        if (isWanted(step, wanted, passage)) return step
        passage?.pass(step)
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
    const passage = passageOf(wanted)
    let end = before
    for (let count = 0; count < maximumPages && end > 0; count += 1) {
      const start = this.#startBefore(end, wanted)
      if (start === null) return null
      const steps = await this.#between(start, end)
      // The step that is shown is gone back over, so that the passage is where it was before.
      for (const step of steps.reverse()) {
        if (step.last >= before) {
          passage?.passBack(step)
        } else {
          if (isWanted(step, wanted, passage)) return step
          passage?.passBack(step)
        }
      }
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
      if (wanted.kind === "person" && person !== wanted.person) continue
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

/** A passage and how the changes around it move it. */
class Passage {
  /** @param {number} from @param {number} to */
  constructor(from, to) {
    this.from = from
    this.to = to
  }

  /** @param {number} at */
  holds(at) {
    return at >= this.from && at <= this.to
  }

  /** @param {Step} step that was passed on the way forward */
  pass({ at, written, deleted }) {
    this.#move(at, written - deleted)
  }

  /** @param {Step} step that was passed on the way back */
  passBack({ at, written, deleted }) {
    this.#move(at, deleted - written)
  }

  /** @param {number | undefined} at @param {number} by */
  #move(at, by) {
    if (at === undefined) return
    if (at < this.from) this.from = Math.max(0, this.from + by)
    if (at <= this.to) this.to = Math.max(this.from, this.to + by)
  }
}

/** @param {Wanted} wanted */
const passageOf = (wanted) => wanted.kind === "passage" ? new Passage(wanted.from, wanted.to) : null

/** @param {Step} step @param {Wanted} wanted @param {Passage | null} passage */
function isWanted(step, wanted, passage) {
  if (wanted.kind === "person") return step.person === wanted.person
  if (passage !== null) return step.at !== undefined && passage.holds(step.at)
  return true
}
