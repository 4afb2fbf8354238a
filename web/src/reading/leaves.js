// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("#codemirror").Text} Text */

/**
 * The pieces of a document, of some tens of lines each, in order. A change makes few of them new: what
 * is remembered per piece need not be found again.
 *
 * @param {Text} text
 * @returns {Generator<Text>}
 */
export function* leavesOf(text) {
  if (text.children === null) yield text
  else for (const child of text.children) yield* leavesOf(child)
}
