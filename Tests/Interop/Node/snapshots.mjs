// SPDX-License-Identifier: Apache-2.0

/** Moments of a document that keeps its deleted content, and what Yjs restores at them. */

import { root } from './describe.mjs'
import { integrated, makeHistory, roots } from './history.mjs'
import { Y } from './libraries.mjs'
import { Random } from './random.mjs'

const textRoots = roots.filter(({ kind }) => kind === 'text').map(({ name }) => name)

/**
 * `{command: "snapshots", seed}` is answered by `{updates, moments}`: after how many updates each
 * moment was and what the texts of the document restored at it are (a surrogate pair that was split
 * since stays split). The blobs are the updates in the order they were made, then for each moment the
 * snapshot in v1 and in v2 and the state of the document restored at it.
 */
export function snapshots({ seed }) {
  const random = new Random(seed)
  const updates = makeHistory(seed).published.map(({ v1 }) => v1)
  const doc = newDoc(false)
  const moments = [{ after: 0, snapshot: Y.snapshot(doc) }]
  updates.forEach((update, index) => {
    quietly(doc, () => Y.applyUpdate(doc, update))
    if (random.chance(0.2) || index === updates.length - 1) {
      moments.push({ after: index + 1, snapshot: Y.snapshot(doc) })
    }
  })
  const copies = moments.map(({ snapshot }) => restored(doc, snapshot))
  return {
    header: {
      updates: updates.length,
      moments: moments.map(({ after }, place) => ({ after, texts: texts(copies[place]) })),
    },
    blobs: [...updates, ...moments.flatMap(({ snapshot }, place) => [
      Y.encodeSnapshot(snapshot), Y.encodeSnapshotV2(snapshot),
      integrated(copies[place], Y.encodeStateAsUpdate),
    ])],
  }
}

/** `{command: "sameSnapshot", format}` with two encodings is answered by `{same}`. */
export function sameSnapshot({ format }, [found, expected]) {
  const decode = format === 1 ? Y.decodeSnapshot : Y.decodeSnapshotV2
  return { header: { same: Y.equalSnapshots(decode(found), decode(expected)) } }
}

function restored(doc, snapshot) {
  const copy = newDoc(true)
  quietly(copy, () => Y.createDocFromSnapshot(doc, snapshot, copy))
  return copy
}

function newDoc(gc) {
  const doc = new Y.Doc({ gc })
  for (const each of roots) root(doc, each)
  return doc
}

/** Yjs tidies formatting after remote changes by deletions of its own; not so after local ones. */
function quietly(doc, body) {
  doc.transact((transaction) => {
    body()
    transaction.local = true
  })
}

function texts(doc) {
  return Object.fromEntries(textRoots.map((name) => [name, doc.getText(name).toString()]))
}
