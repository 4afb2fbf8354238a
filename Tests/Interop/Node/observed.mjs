// SPDX-License-Identifier: Apache-2.0

/** What deep observers of Yjs are told of a change, as plain values. */

import { root } from './describe.mjs'
import { plain } from './operations.mjs'
import { Y } from './plain-yjs.mjs'

/**
 * The events of a change, each with its root, the path from there, its changes and keys.
 *
 * Yjs deletes formats while it works out the changes of a text; what it tells of that is left out.
 */
export function eventsOf(doc, roots, change) {
  const found = []
  let first = null
  for (const each of roots) {
    root(doc, each).observeDeep((events, transaction) => {
      first ??= transaction
      if (transaction !== first) return
      for (const event of events) found.push({ root: each.name, ...description(event) })
    })
  }
  change()
  return found
}

function description(event) {
  const { target } = event
  return {
    path: pathOf(target),
    changes: target instanceof Y.Text ? event.delta.map(textChange) : event.changes.delta.map(elementChange),
    keys: [...event.keys].map(([key, { action, oldValue }]) => ({ key, action, old: plain(oldValue) })),
  }
}

function textChange(change) {
  return change.insert === undefined ? change : { ...change, insert: plain(change.insert) }
}

function elementChange(change) {
  return change.insert === undefined ? change : { insert: change.insert.map(plain) }
}

/** The steps from the root; Yjs's own count items where it should count what they hold. */
function pathOf(type) {
  const path = []
  for (let item = type._item; item !== null; item = item.parent._item) {
    path.unshift(item.parentSub ?? indexOf(item))
  }
  return path
}

function indexOf(item) {
  let index = 0
  for (let other = item.parent._start; other !== item; other = other.right) {
    if (!other.deleted && other.countable) index += other.length
  }
  return index
}
