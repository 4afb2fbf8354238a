// SPDX-License-Identifier: Apache-2.0

/** One editing session of Yjs, written down step by step so that another can live it too. */

import { editSomething } from './edits.mjs'
import { roots } from './history.mjs'
import { find, perform, randomOperation } from './operations.mjs'
import { eventsOf } from './observed.mjs'
import { setTime, Y } from './plain-yjs.mjs'
import { root } from './describe.mjs'
import { Random } from './random.mjs'

/** The client IDs of the session and of the others. */
const own = [5, 2 ** 32 - 1]

/**
 * A session of a seed: local edits, and by its kind others' changes (`remote`), after which Yjs tidies
 * formats (`tidied`), undo and redo among all this (`undo`), and what observers are told (`events`).
 *
 * @param {number} seed
 * @param {number} steps
 * @param {'local' | 'remote' | 'tidied' | 'undo' | 'events'} kind
 */
export function makeSession(seed, steps, kind) {
  const random = new Random(seed)
  for (;;) {
    const session = drawSession(random, seed, steps, kind)
    if (!hasStrayEntries(session.doc)) return session
  }
}

/**
 * Whether a value of a key hangs behind one of another type's. Yjs's redo does that when the type
 * came again and others' values stood there; its replicas disagree from then on.
 */
function hasStrayEntries(doc) {
  for (const structs of doc.store.clients.values()) {
    for (const item of structs) {
      if (item instanceof Y.Item && item.left !== null && item.left.parent !== item.parent) return true
    }
  }
  return false
}

function drawSession(random, seed, steps, kind) {
  const doc = newDocument(random.chance(0.7), own[seed % own.length])
  const tidies = kind === 'tidied' || (kind === 'undo' && random.chance(0.3))
  const script = { client: doc.clientID, gc: doc.gc, tidies, steps: [] }
  const observe = kind === 'events' ? (step) => observed(doc, step, script) : (step) => step()
  const add = (step) => script.steps.push(step)
  const other = kind === 'local' ? null : connected(doc, random, script, add, observe)
  const undo = kind === 'undo' ? undoable(doc, random, script, add) : null
  for (let step = 0; step < steps; step++) {
    if (other && random.chance(0.4)) other.act()
    else if (undo && random.chance(0.5)) undo.act()
    else observe(() => add({ do: 'edit', operations: transaction(random, doc) }))
  }
  if (other) other.receive()
  return { doc, script }
}

export function newDocument(gc, clientID) {
  const doc = new Y.Doc({ gc })
  for (const each of roots) root(doc, each)
  doc.clientID = clientID
  return doc
}

/** Draws and carries out one transaction. */
function transaction(random, doc) {
  const operations = []
  doc.transact(() => {
    for (let count = random.chance(0.7) ? 1 : random.between(2, 4); count > 0; count--) {
      const operation = randomOperation(random, doc, roots)
      perform(find(doc, roots, operation.path), operation)
      operations.push(operation)
    }
  }, 'me')
  return operations
}

/** Another writer, whose updates the session receives. */
function connected(doc, random, script, add, observe) {
  const other = newDocument(true, random.pick([1, 1000, 2 ** 40]))
  let waiting = []
  other.on('update', (update, origin) => { if (origin !== doc) waiting.push(update) })
  const receive = () => {
    if (waiting.length === 0) return
    const update = Y.mergeUpdates(waiting)
    waiting = []
    observe(() => {
      applyRemote(doc, update, script.tidies)
      add({ do: 'receive', update })
    })
  }
  const send = () => Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)), doc)
  return {
    receive,
    act() {
      switch (random.weighted({ edit: 4, receive: 3, send: 2 })) {
        case 'edit': return other.transact(() => editSomething(random, other, roots))
        case 'receive': return receive()
        default: return send()
      }
    },
  }
}

function applyRemote(doc, update, tidies) {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update)
    transaction.local = !tidies
  }, 'other')
}

/** Undo and redo of the session's own edits, while time passes. */
function undoable(doc, random, script, add) {
  const scope = random.chance(0.6) ? roots : roots.filter(() => random.chance(0.5))
  if (scope.length === 0) scope.push(roots[0])
  const keepsTypes = random.chance(0.2)
  const overwrites = random.chance(0.3)
  let now = 1000
  setTime(now)
  const manager = new Y.UndoManager(scope.map((each) => root(doc, each)), {
    captureTimeout: 500,
    trackedOrigins: new Set(['me']),
    deleteFilter: (item) => !keepsTypes || !(item.content instanceof Y.ContentType),
    ignoreRemoteMapChanges: overwrites,
  })
  script.undo = { scope: scope.map(({ name }) => name), keepsTypes, overwrites }
  const note = (what) => add({ do: what, stacks: [manager.undoStack.length, manager.redoStack.length] })
  return {
    act() {
      switch (random.weighted({ undo: 5, redo: 3, time: 3, stop: 1, clear: 0.15 })) {
        case 'undo': manager.undo(); return note('undo')
        case 'redo': manager.redo(); return note('redo')
        case 'stop': manager.stopCapturing(); return note('stop')
        case 'clear': manager.clear(); return note('clear')
        default:
          now += random.pick([1, 200, 499, 500, 1000])
          setTime(now)
          return add({ do: 'time', now })
      }
    },
  }
}

/**
 * A step with what observers of a copy are told of it.
 *
 * The copy is thrown away: reading an event's changes makes Yjs delete formats.
 */
function observed(doc, step, script) {
  const copy = newDocument(doc.gc, 0)
  applyRemote(copy, Y.encodeStateAsUpdate(doc), false)
  copy.clientID = doc.clientID
  step()
  const last = script.steps.at(-1)
  last.events = eventsOf(copy, roots, () => {
    if (last.do === 'receive') return applyRemote(copy, last.update, false)
    copy.transact(() => {
      for (const operation of last.operations) perform(find(copy, roots, operation.path), operation)
    })
  })
}
