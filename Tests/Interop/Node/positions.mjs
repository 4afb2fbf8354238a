// SPDX-License-Identifier: Apache-2.0

/** Relative positions that Yjs makes in a document, and where it finds them later. */

import { root } from './describe.mjs'
import { makeHistory, roots } from './history.mjs'
import { Y } from './libraries.mjs'
import { Random } from './random.mjs'

/**
 * `{command: "positions", seed}` is answered by `{middle, updates, positions}`: positions that were
 * made after `middle` updates, each with the type and index it was made of, its association, its
 * JSON, and where it was then and where it is after all updates (null where Yjs finds nothing). The
 * blobs are the updates, then the encoded positions. Documents collect garbage for odd seeds.
 */
export function positions({ seed }) {
  const random = new Random(seed)
  const updates = makeHistory(seed).published.map(({ v1 }) => v1)
  const middle = random.below(updates.length + 1)
  const doc = new Y.Doc({ gc: seed % 2 === 1 })
  for (const each of roots) root(doc, each)
  for (const update of updates.slice(0, middle)) apply(doc, update)
  const made = sequences(doc).flatMap((type) => Array.from({ length: 4 }, () => make(random, type)))
  const then = made.map(({ position }) => find(doc, position))
  for (const update of updates.slice(middle)) apply(doc, update)
  const list = made.map(({ type, index, position }, place) => ({
    type, index, association: position.assoc, then: then[place], now: find(doc, position),
    json: JSON.stringify(Y.relativePositionToJSON(position)),
  }))
  return {
    header: { middle, updates: updates.length, positions: list },
    blobs: [...updates, ...made.map(({ position }) => Y.encodeRelativePosition(position))],
  }
}

function apply(doc, update) {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update)
    transaction.local = true
  })
}

/** Every text, array and XML type that is visible. */
function sequences(doc) {
  const found = []
  const visit = (type) => {
    if (!(type instanceof Y.Map)) found.push(type)
    for (let item = type._start; item !== null; item = item.right) visitItem(item)
    type._map.forEach(visitItem)
  }
  const visitItem = (item) => {
    if (!item.deleted && item.content instanceof Y.ContentType) visit(item.content.type)
  }
  for (const each of roots) visit(root(doc, each))
  return found
}

function make(random, type) {
  const index = random.pick([0, type._length, random.between(0, type._length)])
  const association = random.pick([0, 0, 1, -1, -1, -70])
  return {
    type: name(type), index, position: Y.createRelativePositionFromTypeIndex(type, index, association),
  }
}

function find(doc, position) {
  const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc)
  return absolute && { type: name(absolute.type), index: absolute.index }
}

/** `[name]` of a root, `[client, clock]` of a type inside another. */
function name(type) {
  return type._item === null ? [Y.findRootTypeKey(type)] : [type._item.id.client, type._item.id.clock].map(String)
}
