// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"

/**
 * What this page has written and the server never confirmed, in the order of the text.
 *
 * @param {Y.Text} text
 * @param {number} savedClock up to which of the page's own clocks the server has everything
 * @returns {string[]} one string for each place
 */
export function unsavedPassages(text, savedClock) {
  const { doc } = text
  if (doc === null) return []
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
  clocks.set(doc.clientID, savedClock)
  const saved = Y.createSnapshot(Y.createDeleteSet(), clocks)
  /** @type {string[]} */
  const passages = []
  let continues = false
  for (const { insert, attributes } of text.toDelta(Y.snapshot(doc), saved)) {
    const isAdded = attributes?.ychange?.type === "added"
    if (isAdded && typeof insert === "string") {
      passages.push((continues ? passages.pop() ?? "" : "") + insert)
    }
    continues = isAdded
  }
  return passages
}
