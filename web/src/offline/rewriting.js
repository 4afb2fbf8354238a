// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"

/**
 * Writes into a pad, as new edits of this page, what another identity wrote elsewhere and never sent:
 * the server takes nothing under that identity's client IDs from anyone else.
 *
 * Each passage goes behind the last character before it that is still there; what was deleted in the
 * other document and is still here is deleted.
 *
 * @param {Y.Text} text of the open pad
 * @param {Y.Text} other of the document in which it was written
 * @param {Map<number, number>} savedClocks from which clocks on items were unsent there, by client
 */
export function rewrite(text, other, savedClocks) {
  const { doc } = text
  if (doc === null) return
  const places = placesOf(text)
  /** @type {Edit[]} in places of the text as it is now */
  const edits = []
  let place = 0
  for (let item = other._start; item !== null; item = item.right) {
    const { id, content, deleted, length } = item
    const unsentFrom = savedClocks.get(id.client) ?? Infinity
    for (let offset = 0; offset < length; offset += 1) {
      const clock = id.clock + offset
      if (clock >= unsentFrom) {
        if (deleted || !(content instanceof Y.ContentString)) continue
        addTo(edits, { from: place, length: 0, insert: content.str[offset] ?? "" })
        continue
      }
      const here = places.get(`${id.client}.${clock}`)
      if (here === undefined) continue
      if (deleted) addTo(edits, { from: here, length: 1, insert: "" })
      place = here + 1
    }
  }
  doc.transact(() => apply(text, edits))
}

/** @typedef {{from: number, length: number, insert: string}} Edit deletes so many, or inserts */

/**
 * What continues the last edit becomes part of it.
 *
 * @param {Edit[]} edits
 * @param {Edit} edit
 */
function addTo(edits, edit) {
  const last = edits[edits.length - 1]
  const isInsert = edit.length === 0
  if (last === undefined || (last.length === 0) !== isInsert) edits.push(edit)
  else if (isInsert && last.from === edit.from) last.insert += edit.insert
  else if (!isInsert && last.from + last.length === edit.from) last.length += edit.length
  else edits.push(edit)
}

/**
 * Where each visible unit stands, by its ID.
 *
 * @param {Y.Text} text
 */
function placesOf(text) {
  const places = new Map()
  let place = 0
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    for (let offset = 0; offset < item.length; offset += 1) {
      places.set(`${item.id.client}.${item.id.clock + offset}`, place)
      place += 1
    }
  }
  return places
}

/**
 * @param {Y.Text} text
 * @param {Edit[]} edits in places before all of them
 */
function apply(text, edits) {
  // From the end, so that places before stay; what goes to one place keeps its order.
  edits.map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => b.from - a.from || b.length - a.length || b.index - a.index)
    .forEach(({ from, length, insert }) => {
      if (length > 0) text.delete(from, length)
      else text.insert(from, insert)
    })
}
