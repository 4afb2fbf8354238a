// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import { FakeEditor } from "./support/fake-editor.js"
import { Random, seeds } from "./support/random.js"

test("what others write into the line being composed waits, and everyone ends with the same", () => {
  for (const seed of seeds(200)) {
    const random = new Random(seed)
    const here = new Y.Doc()
    const there = new Y.Doc()
    here.getText("content").insert(0, "un deux trois\nquatre")
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
    const editor = new FakeEditor(here.getText("content"))
    editor.composing = true
    for (let step = 0; step < 12; step += 1) {
      if (random.below(2) === 0) {
        const text = there.getText("content")
        const at = random.below(text.length + 1)
        if (random.below(3) === 0 && at < text.length) text.delete(at, 1)
        else text.insert(at, "R")
        Y.applyUpdate(here, Y.encodeStateAsUpdate(there, Y.encodeStateVector(here)), "network")
      } else {
        const at = random.below(editor.content.length + 1)
        editor.replace(at, Math.min(at + random.below(2), editor.content.length), "c")
      }
    }
    editor.composing = false
    editor.binding.compositionEnded()
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here, Y.encodeStateVector(there)))
    assert.equal(editor.content, here.getText("content").toString(), `seed ${seed}`)
    assert.equal(there.getText("content").toString(), here.getText("content").toString())
  }
})

test("a change in another line is shown at once", () => {
  const doc = new Y.Doc()
  doc.getText("content").insert(0, "un\ndeux")
  const editor = new FakeEditor(doc.getText("content"))
  editor.composing = true
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  other.getText("content").insert(7, "!")
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), "network")
  assert.equal(editor.content, "un\ndeux!")
  other.getText("content").insert(0, "?")
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), "network")
  assert.equal(editor.content, "un\ndeux!")
  editor.binding.compositionEnded()
  assert.equal(editor.content, "?un\ndeux!")
})

test("while something is composed, the others' carets stay within the text that is shown", () => {
  const doc = new Y.Doc()
  doc.getText("content").insert(0, "un deux")
  const editor = new FakeEditor(doc.getText("content"))
  editor.composing = true
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  other.getText("content").insert(7, " trois")
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), "network")
  assert.equal(editor.content, "un deux")
  assert.equal(editor.binding.toEditor(13), 7)
  assert.equal(editor.binding.toEditor(3), 3)
  other.getText("content").insert(0, "et ")
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), "network")
  assert.equal(editor.binding.toEditor(6), 3)
  assert.equal(editor.binding.toShared(3), 6)
  editor.binding.compositionEnded()
  assert.equal(editor.binding.toEditor(16), 16)
})
