// SPDX-License-Identifier: Apache-2.0

/**
 * Real Yjs, asked over standard input and output:
 *
 * - `{command: "history", seed, forYrs}` is answered by what must come of a history, its updates as they
 *   are delivered (all in v1, then all in v2), then the state in v1 and in v2 and the state vector.
 * - `{command: "check", format: 1 | 2}` with an encoding to read and the expected state in v1 is
 *   answered by `{difference}`, null when both are the same document.
 * - `{command: "agree"}` with an encoding and updates is answered likewise: `{difference}` is what the
 *   encoding lacks of what the updates make together.
 * - What `values`, `snapshots`, `sameSnapshot` and `positions` are answered by, the files
 *   say that define them.
 */

import { describeDocument, difference } from './describe.mjs'
import { serve } from './frames.mjs'
import { applied, integrated, makeHistory, roots, summary } from './history.mjs'
import { values } from './json.mjs'
import { Y } from './libraries.mjs'
import { positions } from './positions.mjs'
import { sameSnapshot, snapshots } from './snapshots.mjs'

function history({ seed, forYrs }) {
  const made = makeHistory(seed, forYrs)
  const { delivered, expected } = made
  return {
    header: summary(made),
    blobs: [
      ...delivered.map(({ v1 }) => v1),
      ...delivered.map(({ v2 }) => v2),
      integrated(expected, Y.encodeStateAsUpdate),
      integrated(expected, Y.encodeStateAsUpdateV2),
      Y.encodeStateVector(expected),
    ],
  }
}

function check({ format }, [encoding, expected]) {
  const doc = applied([encoding], format === 1 ? Y.applyUpdate : Y.applyUpdateV2)
  if (doc.store.pendingStructs || doc.store.pendingDs) return { header: { difference: 'something is missing' } }
  const wanted = describeDocument(applied([expected]), roots)
  return { header: { difference: difference(describeDocument(doc, roots), wanted) } }
}

function agree(_, [encoding, ...updates]) {
  const wanted = describeDocument(applied(updates), roots)
  return { header: { difference: difference(describeDocument(applied([encoding]), roots), wanted) } }
}

const commands = { history, check, agree, values, snapshots, sameSnapshot, positions }

await serve(async (header, blobs) => {
  try {
    return commands[header.command](header, blobs)
  } catch (error) {
    return { header: { error: String(error?.stack ?? error) } }
  }
})
