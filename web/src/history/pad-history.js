// SPDX-License-Identifier: Apache-2.0
// What the server answers of a pad's past; Documentation/Decisions/010-history.md has the shapes.

import { explanationOf, kindOf } from "../problems/problem-messages.js"
import { send } from "../requests.js"

/** @typedef {import("../i18n/fr.js").MessageKey} MessageKey */
/** @typedef {{sequence: number, time?: string}} Moment */
/**
 * @typedef {object} Person
 * @property {number} id
 * @property {"guest" | "member" | "anonymous" | "server" | "erased"} kind
 * @property {string} [name] of members
 * @property {boolean} [mine]
 * @property {boolean} [relayed] brought by somebody else
 */
/** @typedef {{person: number, from: string, to: string, first: number, last: number, written: number, deleted: number}} Span */
/** @typedef {{person: number, time: string, first: number, last: number, written: number, deleted: number}} Step */
/**
 * @typedef {object} Version
 * @property {string} id
 * @property {"named" | "automatic"} kind
 * @property {number} sequence
 * @property {string} time
 * @property {string} [name]
 * @property {number} [person]
 * @property {boolean} [mayChange]
 */
/**
 * @typedef {object} HistoryEvent
 * @property {"restore" | "undo" | "erasure" | "unfinished-erasure"} kind
 * @property {number} sequence
 * @property {string} time
 * @property {number} [person]
 * @property {number} [of] of restores and undos
 * @property {number} [length] of erasures
 */
/** @typedef {{person: number, from: number, length: number}} Run */
/** @typedef {{moment: Moment, persons: Person[], runs: Run[], totals: {person: number, length: number}[], text?: string}} Attribution */
/** @typedef {{kind: "same" | "inserted" | "deleted", text: string, person?: number, time?: string, move?: number}} Part */
/** @typedef {{from: Moment, to: Moment, persons: Person[], parts: Part[]}} Difference */
/** @typedef {{last: Moment, persons: Person[], spans: Span[], events: HistoryEvent[], versions: Version[]}} Timeline */
/** @typedef {number | "now"} At */

/**
 * What was answered; null, and why not.
 *
 * @template T
 * @typedef {{done: T, reason: null} | {done: null, reason: MessageKey}} Answer
 */

/** The past of one pad, as the server knows it. */
export class PadHistory {
  #path

  /** @param {string} padName */
  constructor(padName) {
    this.#path = `/api/v1/pads/${encodeURIComponent(padName)}`
  }

  /**
   * One page of the timeline.
   *
   * @param {number} after @param {number} limit
   * @returns {Promise<Answer<Timeline & {next?: number}>>}
   */
  page(after, limit) {
    return this.#ask("GET", `history?after=${after}&limit=${limit}`)
  }

  /** @returns {Promise<Answer<Timeline>>} the whole of it */
  async timeline() {
    const first = await this.page(0, pageSize)
    if (first.done === null) return first
    const whole = first.done
    for (let { next } = whole; next !== undefined;) {
      const { done, reason } = await this.page(next, pageSize)
      if (done === null) return { done, reason }
      whole.persons = joined(whole.persons, done.persons, ({ id }) => id)
      whole.spans = joined(whole.spans, done.spans, ({ person, first }) => `${person} ${first}`)
      whole.events = joined(whole.events, done.events, ({ kind, time, sequence }) => `${kind} ${sequence} ${time}`)
      whole.versions = joined(whole.versions, done.versions, ({ id, sequence }) => `${id} ${sequence}`)
      next = done.next
    }
    return { done: whole, reason: null }
  }

  /** @param {number} after @param {number} limit @returns {Promise<Answer<{persons: Person[], steps: Step[], next?: number}>>} */
  steps(after, limit = pageSize) {
    return this.#ask("GET", `steps?after=${after}&limit=${limit}`)
  }

  /** @param {At} at @returns {Promise<Answer<Attribution>>} who wrote what, with the text */
  attribution(at) {
    return this.#ask("GET", `attribution?at=${at}&text=1`)
  }

  /** @returns {Promise<Answer<Attribution>>} who wrote how much of the present text */
  totals() {
    return this.#ask("GET", "attribution?at=now")
  }

  /** @param {At} from @param {At} to @returns {Promise<Answer<Difference>>} */
  difference(from, to) {
    return this.#ask("GET", `diff?from=${from}&to=${to}`)
  }

  /** @param {At} at @returns {Promise<string | null>} the text as it was */
  async text(at) {
    const response = await send("GET", `${this.#path}/history/${at}`)
    return response?.ok ? response.text() : null
  }

  /** @param {string} name @param {number} at @returns {Promise<Answer<Version>>} */
  nameVersion(name, at) {
    return this.#ask("POST", "versions", { name, at: String(at) })
  }

  /** @param {string} id @param {string} name @returns {Promise<Answer<Version>>} */
  renameVersion(id, name) {
    return this.#ask("PATCH", `versions/${encodeURIComponent(id)}`, { name })
  }

  /** @param {string} id @returns {Promise<Answer<{}>>} */
  forgetVersion(id) {
    return this.#ask("DELETE", `versions/${encodeURIComponent(id)}`)
  }

  /** @param {number} at @returns {Promise<Answer<{sequence: number}>>} the row that restored */
  restore(at) {
    return this.#ask("POST", `history/${at}/restore`)
  }

  /** @param {number} at the row that restored @returns {Promise<Answer<{sequence: number}>>} */
  undo(at) {
    return this.#ask("POST", `history/${at}/undo`)
  }

  /**
   * Takes a passage out of everything, or only tells at how many places it is, and which editions lose
   * their text.
   *
   * @param {string} text @param {boolean} isPreview
   * @returns {Promise<Answer<{places: number, length: number, editions?: number[]}>>}
   */
  erase(text, isPreview) {
    return this.#ask("POST", "erasures", { text, preview: isPreview })
  }

  /** @param {number} at @param {string} title @returns {Promise<Answer<{id: string}>>} the new pad */
  copy(at, title) {
    return this.#ask("POST", `history/${at}/copy`, { title })
  }

  /**
   * @param {string} method @param {string} path @param {unknown} [body]
   * @returns {Promise<Answer<any>>}
   */
  async #ask(method, path, body) {
    const response = await send(method, `${this.#path}/${path}`, body)
    if (response === null) return { done: null, reason: "linkFailed" }
    if (response.status === 204) return { done: {}, reason: null }
    try {
      const answer = await response.json()
      if (response.ok) return { done: answer, reason: null }
      return { done: null, reason: explanationOf(kindOf(answer), response.status).text }
    } catch {
      return { done: null, reason: "problemServerText" }
    }
  }
}

/** So many spans or steps are asked for at once. */
const pageSize = 1_000

/**
 * Both lists, without what stands in the first already.
 *
 * @template T
 * @param {T[]} list @param {T[]} more @param {(value: T) => unknown} keyOf
 */
function joined(list, more, keyOf) {
  const known = new Set(list.map(keyOf))
  return [...list, ...more.filter((value) => !known.has(keyOf(value)))]
}
