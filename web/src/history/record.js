// SPDX-License-Identifier: Apache-2.0

import { authorLabel, byNumber } from "../authors/author.js"
import { Signal } from "../signal.js"
import { timeText } from "./times.js"

/** @typedef {import("./pad-history.js").Timeline} Timeline */
/** @typedef {import("./pad-history.js").Person} Person */

/** @type {Timeline} */
const empty = { last: { sequence: 0 }, persons: [], spans: [], events: [], versions: [] }

/** What the page knows of a pad's past as a whole. */
export class Record {
  /** The spans by their first row, the versions by theirs. */
  timeline = new Signal(empty)
  #history
  /** @type {Map<number, Person>} */
  #persons = new Map()

  /** @param {import("./pad-history.js").PadHistory} history */
  constructor(history) {
    this.#history = history
  }

  /** @returns {Promise<import("./pad-history.js").MessageKey | null>} why it is not there */
  async refresh() {
    const { done, reason } = await this.#history.timeline()
    if (done === null) return reason
    done.spans.sort((a, b) => a.first - b.first)
    done.versions.sort((a, b) => a.sequence - b.sequence)
    this.know(done.persons)
    this.timeline.value = done
    return null
  }

  get last() {
    return this.timeline.value.last.sequence
  }

  /**
   * Persons of an answer; an older one may lack those who came since.
   *
   * @param {Person[]} persons
   */
  know(persons) {
    this.#persons = new Map([...this.#persons, ...byNumber(persons)])
  }

  /** @param {number} id */
  person(id) {
    return this.#persons.get(id)
  }

  get persons() {
    return [...this.#persons.values()]
  }

  /** @param {number | undefined} id */
  label(id) {
    return authorLabel(id === undefined ? undefined : this.#persons.get(id))
  }

  /**
   * The span a row lies in; of those of several people the one that began last.
   *
   * @param {number} sequence
   */
  spanAt(sequence) {
    const begun = this.timeline.value.spans.filter(({ first }) => first <= sequence).reverse()
    return begun.find(({ last }) => sequence <= last) ?? begun[0]
  }

  /**
   * The name and the time of a moment, as far as they are known without asking.
   *
   * @param {number} sequence
   */
  momentText(sequence) {
    const version = this.timeline.value.versions.find((version) => version.sequence === sequence && version.name !== undefined)
    if (version?.name !== undefined) return `${version.name} — ${timeText(version.time)}`
    const span = this.spanAt(sequence)
    if (sequence === 0 || span === undefined) return timeText(undefined)
    const share = span.last > span.first ? Math.min(1, (sequence - span.first) / (span.last - span.first)) : 1
    const [from, to] = [Date.parse(span.from), Date.parse(span.to)]
    return `${this.label(span.person)} — ${timeText(new Date(from + (to - from) * share).toISOString())}`
  }
}
