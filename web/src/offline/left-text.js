// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import { unsavedPassages } from "../pad/unsaved-passages.js"

/** @typedef {import("./left-edits.js").LeftEdits} LeftEdits */

/**
 * The pad as its author last saw it: the kept one with what they wrote.
 *
 * @param {Pick<LeftEdits, "updates">} left
 * @param {Uint8Array[]} kept the pad as it is kept, in parts
 */
export function documentOf({ updates }, kept) {
  const doc = new Y.Doc()
  for (const update of [...kept, ...updates]) Y.applyUpdate(doc, update)
  return doc
}

/**
 * What a closed tab left, for its author to read and to copy.
 *
 * @param {Pick<LeftEdits, "updates" | "tab">} left
 * @param {Uint8Array[]} kept the pad as it is kept, in parts
 * @returns {{passages: string[], text: string}}
 */
export function leftText(left, kept) {
  if (left.tab.refused !== undefined) return left.tab.refused
  const doc = documentOf(left, kept)
  const text = doc.getText("content")
  const saved = new Map(left.tab.saved)
  const isWhole = doc.store.pendingStructs === null
  return {
    passages: isWhole ? unsavedPassages(text, saved) : charactersIn(left.updates, saved),
    text: text.toString(),
  }
}

/**
 * Where the rest of the pad is missing, so that places are not known: what was typed, in the order in
 * which it was typed, except what was taken back.
 *
 * @param {Uint8Array[]} updates
 * @param {Map<number, number>} saved
 * @returns {string[]}
 */
function charactersIn(updates, saved) {
  const { structs, ds } = Y.decodeUpdate(Y.mergeUpdates(updates))
  let characters = ""
  for (const struct of structs) {
    const { id } = struct
    const from = saved.get(id.client)
    if (from === undefined || !(struct instanceof Y.Item)) continue
    if (!(struct.content instanceof Y.ContentString)) continue
    const deleted = ds.clients.get(id.client) ?? []
    struct.content.str.split("").forEach((character, offset) => {
      const clock = id.clock + offset
      const isDeleted = deleted.some((range) => clock >= range.clock && clock < range.clock + range.len)
      if (clock >= from && !isDeleted) characters += character
    })
  }
  return characters === "" ? [] : [characters]
}
