// SPDX-License-Identifier: Apache-2.0

import { Decoration, EditorView, StateEffect, StateField } from "../codemirror.js"

/** @typedef {{from: number, to: number}} Match */

/** More matches than this are counted, not marked. */
const maximumMarks = 2_000

/** @type {import("#codemirror").StateEffectType<{matches: Match[], current: number}>} */
export const setMatches = StateEffect.define()

const mark = Decoration.mark({ class: "md-match" })
const currentMark = Decoration.mark({ class: "md-match md-match-current" })

/** Marks what was found, wherever it moves. */
export const matchMarks = /** @type {import("#codemirror").StateField<import("#codemirror").DecorationSet>} */ (
  StateField.define({
    create: () => Decoration.none,
    update: (marks, { changes, docChanged, effects }) => {
      for (const effect of effects) {
        if (!effect.is(setMatches)) continue
        const { matches, current } = effect.value
        return Decoration.set(matches.slice(0, maximumMarks).map(({ from, to }, index) =>
          (index === current ? currentMark : mark).range(from, to)))
      }
      return docChanged ? marks.map(changes) : marks
    },
    provide: (field) => EditorView.decorations.from(field),
  }))

/**
 * Every place a text holds another, without overlaps.
 *
 * @param {string} text @param {string} wanted @param {boolean} isExact whether case counts
 * @returns {Match[]}
 */
export function findAll(text, wanted, isExact) {
  if (wanted === "") return []
  const pattern = new RegExp(wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"), isExact ? "gu" : "giu")
  /** @type {Match[]} */
  const matches = []
  for (const match of text.matchAll(pattern)) {
    const from = match.index ?? 0
    matches.push({ from, to: from + (match[0] ?? "").length })
  }
  return matches
}
