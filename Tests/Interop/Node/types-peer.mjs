// SPDX-License-Identifier: Apache-2.0

/**
 * Real Yjs as the model of local operations, asked over standard input and output:
 *
 * `{command: "operations", seed, steps, kind}` is answered by the session of a seed and what Yjs made
 * of it: the steps and the readings as lib0 `any`, the state (v1) and the state vector.
 * `{command: "check"}` is that of `engine-peer.mjs`.
 */

import { Y } from './plain-yjs.mjs'
import { describeDocument, deletedRanges, difference, root } from './describe.mjs'
import { serve } from './frames.mjs'
import { applied, integrated, roots } from './history.mjs'
import { any } from './libraries.mjs'
import { plain, plainRuns } from './operations.mjs'
import { makeSession } from './session.mjs'

/** Everything that is read of a document. */
function readings(doc) {
  return Object.fromEntries(roots.map((each) => {
    const type = root(doc, each)
    return [each.name, each.kind === 'text' ? plainRuns(type) : plain(type)]
  }))
}

function operations({ seed, steps, kind }) {
  const { doc, script } = makeSession(seed, steps, kind)
  return {
    header: { deleted: deletedRanges(doc) },
    blobs: [
      any(script), any(readings(doc)), integrated(doc, Y.encodeStateAsUpdate), Y.encodeStateVector(doc),
    ],
  }
}

function check(header, [encoding, expected]) {
  const doc = applied([encoding])
  if (doc.store.pendingStructs || doc.store.pendingDs) return { header: { difference: 'something is missing' } }
  const wanted = describeDocument(applied([expected]), roots)
  return { header: { difference: difference(describeDocument(doc, roots), wanted) } }
}

const commands = { operations, check }

await serve(async (header, blobs) => {
  try {
    return commands[header.command](header, blobs)
  } catch (error) {
    return { header: { error: String(error?.stack ?? error) } }
  }
})
