// SPDX-License-Identifier: Apache-2.0

import { Decoration, EditorView, StateEffect, StateField } from "../codemirror.js"
import { fromSharedText } from "../editor/text-binding.js"
import { authorClasses, authorLabel } from "./author.js"

/** @typedef {import("../history/pad-history.js").Person} Person */
/** @typedef {import("../history/pad-history.js").Run} Run */
/** @typedef {import("#codemirror").Decoration} Mark */
/** @typedef {import("#codemirror").DecorationSet} DecorationSet */

/**
 * Who wrote which part of the editor's document.
 *
 * @typedef {object} Authorship
 * @property {Run[]} runs by place, without overlaps
 * @property {Map<number, Person>} persons
 */

/** Shows other authors, or none. */
export const setAuthorship =
  /** @type {import("#codemirror").StateEffectType<Authorship | null>} */ (StateEffect.define())

/** @typedef {{marks: DecorationSet, persons: Map<number, Person>, mine: number | null}} Shown */

/** @type {Shown} */
const nobody = { marks: Decoration.none, persons: new Map(), mine: null }

/** The marks; they move with the text, and what is typed here is this person's at once. */
export const authorRuns = StateField.define({
  create: () => nobody,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setAuthorship)) return effect.value === null ? nobody : shownFor(effect.value)
    }
    if (!transaction.docChanged || shown === nobody) return shown
    let marks = shown.marks.map(transaction.changes)
    const isOwn = transaction.annotation(fromSharedText) !== true
    const mine = isOwn && shown.mine !== null ? markOf(shown.mine, shown.persons) : null
    transaction.changes.iterChanges((_fromA, _toA, from, to) => {
      if (to > from) marks = written(marks, from, to, mine)
    })
    return { ...shown, marks }
  },
  provide: (field) => EditorView.decorations.compute([field], (state) => state.field(field).marks),
})

/**
 * The marks once something was written into what they mark: it is nobody else's.
 *
 * @param {DecorationSet} marks @param {number} from @param {number} to
 * @param {Mark | null} mine null if it is not known whose it is
 */
function written(marks, from, to, mine) {
  const added = mine === null ? [] : [mine.range(from, to)]
  const isCut = (/** @type {number} */ start, /** @type {number} */ end) => start < from && end > to
  marks.between(from, to, (/** @type {number} */ start, /** @type {number} */ end, /** @type {Mark} */ mark) => {
    if (isCut(start, end)) added.push(mark.range(start, from), mark.range(to, end))
  })
  return marks.update({ filterFrom: from, filterTo: to, filter: (start, end) => !isCut(start, end), add: added, sort: true })
}

/** @param {Authorship} authorship @returns {Shown} */
function shownFor({ runs, persons }) {
  const marks = new Map([...persons.keys()].map((id) => [id, markOf(id, persons)]))
  const ranges = runs.filter(({ length }) => length > 0)
    .map(({ person, from, length }) => (marks.get(person) ?? markOf(person, persons)).range(from, from + length))
  const mine = [...persons.values()].find((person) => person.mine === true)?.id ?? null
  return { marks: Decoration.set(ranges), persons, mine }
}

/** @param {number} id @param {Map<number, Person>} persons */
const markOf = (id, persons) => Decoration.mark({
  class: authorClasses(id),
  attributes: { "data-author": String(id), title: authorLabel(persons.get(id)) },
})

/**
 * Who wrote a part of the document, those of most of it first.
 *
 * @param {import("#codemirror").EditorState} state @param {number} from @param {number} to
 * @returns {{id: number, person: Person | undefined, length: number}[]}
 */
export function authorsBetween(state, from, to) {
  const { marks, persons } = state.field(authorRuns)
  /** @type {Map<number, number>} */
  const lengths = new Map()
  marks.between(from, to, (/** @type {number} */ start, /** @type {number} */ end, /** @type {Mark} */ mark) => {
    const id = Number(mark.spec.attributes["data-author"])
    const length = Math.min(end, to) - Math.max(start, from)
    if (length > 0) lengths.set(id, (lengths.get(id) ?? 0) + length)
  })
  return [...lengths].map(([id, length]) => ({ id, person: persons.get(id), length }))
    .sort((a, b) => b.length - a.length)
}
