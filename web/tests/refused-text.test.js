// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import { RefusedTexts } from "../src/pad/refused-text.js"
import { unsavedPassages } from "../src/pad/unsaved-passages.js"

/** A tab's storage with room for so many characters. */
class TabStorage {
  #values = new Map()

  constructor(room = Infinity) {
    this.room = room
  }

  getItem = (key) => this.#values.get(key) ?? null
  removeItem = (key) => this.#values.delete(key)
  setItem = (key, value) => {
    if (value.length > this.room) throw new Error("full")
    this.#values.set(key, value)
  }
}

const refused = (/** @type {number} */ at) => ({ passages: ["a"], text: "whole", reason: "no", at })

test("what is kept is there after the reload, for this pad only, until it is discarded", () => {
  const storage = new TabStorage()
  assert.equal(new RefusedTexts("pad", storage).keep(refused(0)), true)
  assert.deepEqual(new RefusedTexts("pad", storage).all, [refused(0)])
  assert.deepEqual(new RefusedTexts("other", storage).all, [])
  new RefusedTexts("pad", storage).discard()
  assert.deepEqual(new RefusedTexts("pad", storage).all, [])
})

test("a page that is refused again at once stays as it is", () => {
  const texts = new RefusedTexts("pad", new TabStorage())
  assert.equal(texts.keep(refused(0)), true)
  assert.equal(texts.keep(refused(59_999)), false)
  assert.equal(texts.keep(refused(60_000)), true)
  assert.equal(texts.all.length, 2)
})

test("a page whose text does not fit or may not be kept stays as it is", () => {
  assert.equal(new RefusedTexts("pad", new TabStorage(10)).keep(refused(0)), false)
  const forbidden = () => {
    throw new Error("forbidden")
  }
  const storage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden }
  const texts = new RefusedTexts("pad", storage)
  assert.deepEqual(texts.all, [])
  assert.equal(texts.keep(refused(0)), false)
  texts.discard()
})

test("the passages are what this page wrote beyond what the server has, place by place", () => {
  const doc = new Y.Doc()
  const text = doc.getText("content")
  const saved = (/** @type {number} */ clock) => new Map([[doc.clientID, clock]])
  const other = new Y.Doc()
  other.getText("content").insert(0, "theirs")
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  text.insert(0, "saved ")
  assert.deepEqual(unsavedPassages(text, saved(6)), [])
  text.insert(3, "new")
  text.insert(text.length, " end")
  text.insert(text.length, "!")
  text.insert(0, "gone")
  text.delete(0, 4)
  text.delete(text.length - 1, 1)
  assert.equal(text.toString(), "savnewed theirs end")
  assert.deepEqual(unsavedPassages(text, saved(6)), ["new", " end"])
  assert.deepEqual(unsavedPassages(text, saved(9)), [" end"])
  assert.equal(text.toString(), "savnewed theirs end")
})
