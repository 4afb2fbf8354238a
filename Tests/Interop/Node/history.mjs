// SPDX-License-Identifier: Apache-2.0

/** Concurrent histories made by real Yjs, and the updates of them in the order they are delivered. */

import { canonical, deletedRanges, describeDocument, difference, root } from './describe.mjs'
import { Y } from './libraries.mjs'
import { Random } from './random.mjs'
import { Replica } from './replica.mjs'

/** The roots every history writes to. */
export const roots = [
  { name: 'content', kind: 'text' }, { name: 'notes é', kind: 'text' }, { name: 'meta', kind: 'map' },
  { name: 'list', kind: 'array' }, { name: 'page', kind: 'xml' },
]

/** Client IDs at the edges of their encodings, and some that are equal in their low 32 bits. */
const clientIDs = [
  0, 1, 2, 127, 128, 16383, 16384, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 32 + 2,
  2 ** 48, 2 ** 52 + 1, 2 ** 53 - 2, 2 ** 53 - 1,
]

/**
 * The history of a seed; one that is for yrs too is delivered in the order in which it was written,
 * because yrs forgets to look again at much that waited, and has nothing that yrs is known not to keep
 * (`leavesYrsBehind`) and no halves of surrogate pairs.
 *
 * About one history in two hundred judges nobody, because Yjs ends otherwise when it hears it in
 * another order or, where something is missing, as one update: a surrogate pair was split by an item
 * that is gone since or has not come, or Yjs holds back more than it must while something is missing.
 * The next one is made in its place.
 *
 * @param {number} seed
 * @param {boolean} forYrs
 */
export function makeHistory(seed, forYrs = false) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const random = new Random(seed + attempt * 1_000_003)
    random.halvesPairs = random.leavesYrsBehind = !forYrs
    const history = draw(random, forYrs)
    if (agreesWithItself(history)) return history
  }
  throw new Error(`Yjs disagrees with itself on ten histories of seed ${seed}`)
}

function draw(random, forYrs) {
  const { published, grabbed, replicas } = write(random)
  const lossy = !forYrs && random.chance(0.15)
  const delivered = forYrs ? published : deliveries(random, [...published, ...grabbed], replicas, lossy)
  const expected = applied(delivered.map(({ v1 }) => v1))
  if (!lossy && (expected.store.pendingStructs || expected.store.pendingDs)) {
    throw new Error('something is missing although everything was delivered')
  }
  return { published, delivered, expected, lossy }
}

function agreesWithItself({ published, delivered, expected, lossy }) {
  const others = [
    applied(delivered.map(({ v1 }) => v1).reverse()),
    applied(delivered.map(({ v2 }) => v2), Y.applyUpdateV2),
    applied(lossy ? [Y.mergeUpdates(delivered.map(({ v1 }) => v1))] : published.map(({ v1 }) => v1)),
  ]
  const wanted = describeDocument(expected, roots)
  return others.every((other) => difference(describeDocument(other, roots), wanted) === null)
}

/** Lets some replicas write, forget and hear one another for a while. */
function write(random) {
  const published = []
  const newClientID = drawClientIDs(random)
  const replicas = []
  for (let count = random.between(2, 5); count > 0; count--) {
    const replica = new Replica(newClientID(), random.chance(0.75), roots, (update) => {
      published.push(update)
      for (const other of replicas) if (other !== replica) other.inbox.push(update)
    })
    replicas.push(replica)
  }
  const grabbed = []
  for (let step = random.between(5, 60); step > 0; step--) {
    const replica = random.pick(replicas)
    switch (random.weighted({ edit: 10, undo: 2, receive: 5, sync: 1, reload: 0.4 })) {
      case 'edit': replica.edit(random); break
      case 'undo': replica.undoSomething(random); break
      case 'receive': replica.receive(random); break
      case 'reload': replica.reload(random.chance(0.5) ? replica.doc.clientID : newClientID()); break
      default: {
        const update = random.pick(replicas).difference(replica)
        Y.applyUpdate(replica.doc, update.v1)
        grabbed.push(update)
      }
    }
  }
  return { published, grabbed, replicas }
}

/** Draws client IDs, each at most once, because Yjs replaces one that it meets again by chance. */
function drawClientIDs(random) {
  const known = random.shuffled(clientIDs)
  const drawn = new Set()
  return () => {
    let id
    do {
      id = known.length > 0 && random.chance(0.6) ? known.pop() : random.below(2 ** random.pick([8, 32, 53]))
    } while (drawn.has(id))
    drawn.add(id)
    return id
  }
}

/** What a document gets: the updates shuffled, doubled, merged with gaps, some of them left out. */
function deliveries(random, known, replicas, lossy) {
  const updates = [...known]
  for (const replica of replicas) {
    if (random.chance(0.2)) updates.push(replica.difference(random.pick(replicas)))
  }
  const kept = lossy ? updates.filter(() => random.chance(0.85)) : updates
  const merged = mergeSome(random, kept)
  const doubled = merged.flatMap((update) => (random.chance(0.1) ? [update, update] : [update]))
  switch (random.weighted({ order: 1, near: 2, any: 4 })) {
    case 'order': return doubled
    case 'near': return shuffledNearby(random, doubled)
    default: return random.shuffled(doubled)
  }
}

function mergeSome(random, updates) {
  const result = []
  for (let rest = [...updates]; rest.length > 0;) {
    const count = random.chance(0.75) ? 1 : random.between(2, 5)
    const group = rest.splice(0, count)
    if (rest.length > 2 && random.chance(0.3)) group.push(rest[random.below(rest.length)])
    if (random.chance(0.2)) result.push(...group)
    result.push(group.length === 1 ? group[0] : {
      v1: Y.mergeUpdates(group.map(({ v1 }) => v1)), v2: Y.mergeUpdatesV2(group.map(({ v2 }) => v2)),
    })
  }
  return result
}

function shuffledNearby(random, updates) {
  const result = [...updates]
  for (let index = 1; index < result.length; index++) {
    const other = Math.max(0, index - random.below(4))
    ;[result[index], result[other]] = [result[other], result[index]]
  }
  return result
}

/**
 * A new document that took in the updates and changed nothing of its own accord.
 *
 * Yjs tidies redundant formatting after remote changes, by deletions that depend on the order of
 * arrival; it does so only in transactions that are not local.
 */
export function applied(updates, apply = Y.applyUpdate) {
  const doc = new Y.Doc()
  for (const each of roots) root(doc, each)
  for (const update of updates) {
    doc.transact((transaction) => {
      apply(doc, update)
      transaction.local = true
    })
  }
  return doc
}

/** What a reader of another implementation can compare without Yjs. */
export function summary({ delivered, expected, lossy }) {
  const plain = roots.filter(({ kind }) => kind === 'map' || kind === 'array')
  return {
    deliveries: delivered.length,
    lossy,
    texts: Object.fromEntries(['content', 'notes é'].map((name) => [name, expected.getText(name).toString()])),
    json: Object.fromEntries(plain.map((each) => [each.name, JSON.stringify(canonical(root(expected, each).toJSON()))])),
    deleted: deletedRanges(expected),
  }
}

/** The integrated part of a document, without what still waits for its dependencies. */
export function integrated(doc, encode) {
  const { pendingStructs, pendingDs } = doc.store
  doc.store.pendingStructs = doc.store.pendingDs = null
  const update = encode(doc)
  Object.assign(doc.store, { pendingStructs, pendingDs })
  return update
}
