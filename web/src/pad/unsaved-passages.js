// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"

/**
 * What was written and the server never confirmed, in the order of the text.
 *
 * @param {Y.Text} text
 * @param {Map<number, number>} savedClocks from which clocks on items are unsaved, by client
 * @returns {string[]} one string for each place
 */
export function unsavedPassages(text, savedClocks) {
  const { doc } = text
  if (doc === null) return []
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
  for (const [client, clock] of savedClocks) clocks.set(client, clock)
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
