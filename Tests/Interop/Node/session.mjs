// SPDX-License-Identifier: Apache-2.0

/** One editing session of Yjs, written down step by step so that another can live it too. */

import { editSomething } from './edits.mjs'
import { roots } from './history.mjs'
import { find, perform, randomOperation } from './operations.mjs'
import { Y } from './plain-yjs.mjs'
import { root } from './describe.mjs'
import { Random } from './random.mjs'

/** The client IDs of the session and of the others. */
const own = [5, 2 ** 32 - 1]

/**
 * A session of a seed.
 *
 * @param {number} seed
 * @param {number} steps
 * @param {'local' | 'remote' | 'tidied'} kind Whether others write too, and whether Yjs tidies
 *   formats after their changes, as it does.
 */
export function localHistory(seed, steps, kind) {
  const random = new Random(seed)
  const doc = newDocument(random.chance(0.7), own[seed % own.length])
  const script = { client: doc.clientID, gc: doc.gc, tidies: kind === 'tidied', steps: [] }
  const other = kind === 'local' ? null : connected(doc, random, script)
  for (let step = 0; step < steps; step++) {
    if (other && random.chance(0.4)) other.act()
    else script.steps.push({ do: 'edit', operations: transaction(random, doc) })
  }
  other?.settle()
  return { doc, script }
}

export function newDocument(gc, clientID) {
  const doc = new Y.Doc({ gc })
  for (const each of roots) root(doc, each)
  doc.clientID = clientID
  return doc
}

/** Draws and carries out one transaction. */
export function transaction(random, doc) {
  const operations = []
  doc.transact(() => {
    for (let count = random.chance(0.7) ? 1 : random.between(2, 4); count > 0; count--) {
      const operation = randomOperation(random, doc, roots)
      perform(find(doc, roots, operation.path), operation)
      operations.push(operation)
    }
  })
  return operations
}

/** Another writer, whose updates the session receives. */
function connected(doc, random, script) {
  const other = newDocument(true, random.pick([1, 1000, 2 ** 40]))
  let waiting = []
  other.on('update', (update, origin) => { if (origin !== doc) waiting.push(update) })
  const receive = () => {
    if (waiting.length === 0) return
    const update = Y.mergeUpdates(waiting)
    waiting = []
    doc.transact((transaction) => {
      Y.applyUpdate(doc, update)
      transaction.local = !script.tidies
    }, other)
    script.steps.push({ do: 'receive', update })
  }
  const send = () => Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)), doc)
  return {
    act() {
      switch (random.weighted({ edit: 4, receive: 3, send: 2 })) {
        case 'edit': return other.transact(() => editSomething(random, other, roots))
        case 'receive': return receive()
        default: return send()
      }
    },
    settle() {
      receive()
    },
  }
}
