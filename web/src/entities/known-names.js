// SPDX-License-Identifier: Apache-2.0

import { StateEffect, StateField, syntaxTree } from "../codemirror.js"
import { NameIndex } from "./names-in-text.js"

/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").SyntaxNode} SyntaxNode */

/** @typedef {{name: string, url: string}} NamedPage a name, and the page that the knowledge base has of it */
/** @typedef {NamedPage & {from: number, to: number}} KnownName a name that has a page, where it stands */

/**
 * What the editor knows: the names that have a page, and whether one has gone to where the caret is, not
 * written there.
 *
 * @typedef {{index: NameIndex, pages: ReadonlyMap<string, string>, isVisiting: boolean}} Known
 */

/** What a link cannot be put into, or leads elsewhere already. */
const closedParts = [
  "Link", "Image", "URL", "Autolink", "LinkReference", "InlineCode", "FencedCode", "CodeBlock", "HTMLTag", "HTMLBlock",
  "Comment", "CommentBlock", "ProcessingInstruction",
]

/** @type {import("#codemirror").StateEffectType<readonly NamedPage[]>} */
export const setKnownNames = StateEffect.define()

/** The names that have a page in the knowledge base, once they are known. */
export const knownNames = /** @type {import("#codemirror").StateField<Known> & import("#codemirror").Extension} */ (
  StateField.define({
    create: () => /** @type {Known} */ ({ index: new NameIndex([]), pages: new Map(), isVisiting: false }),
    update(/** @type {Known} */ known, transaction) {
      for (const effect of transaction.effects) {
        if (!effect.is(setKnownNames)) continue
        const named = effect.value.filter(({ name }) => !/[[\]\\]/.test(name))
        return {
          ...known, index: new NameIndex(named.map(({ name }) => name)), pages: new Map(named.map(({ name, url }) => [name, url])),
        }
      }
      const isVisiting = !transaction.docChanged && (known.isVisiting || transaction.isUserEvent("select"))
      return isVisiting === known.isVisiting ? known : { ...known, isVisiting }
    },
  }))

/**
 * The name that is selected or in which the caret is, if it has a page and can be made a link.
 *
 * @param {EditorState} state
 * @returns {KnownName | null}
 */
export function knownNameAt(state) {
  const known = state.field(knownNames, false)
  if (known === undefined || known.pages.size === 0) return null
  const { from, to, empty } = state.selection.main
  const line = state.doc.lineAt(from)
  for (const place of known.index.places(line.text)) {
    const name = { ...place, url: known.pages.get(place.name) ?? "", from: line.from + place.from, to: line.from + place.to }
    const isMeant = empty ? name.from <= from && from <= name.to : name.from === from && name.to === to
    if (isMeant) return takesLink(state, name.from) ? name : null
  }
  return null
}

/**
 * Whether a link can be put here.
 *
 * @param {EditorState} state @param {number} position
 */
export function takesLink(state, position) {
  let node = /** @type {SyntaxNode | null} */ (syntaxTree(state).resolveInner(position, 1))
  while (node !== null && !closedParts.includes(node.name)) node = node.parent
  return node === null
}
