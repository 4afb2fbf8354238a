// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import { keepPairsWhole } from "../src/editor/surrogate-pairs.js"
import { ownEdits } from "../src/editor/undo.js"
import { remoteCaretField, setCarets } from "../src/editor/remote-caret-field.js"
import { FakeEditor } from "./support/fake-editor.js"
import { Random, seeds } from "./support/random.js"

/** Two documents whose updates wait until `exchange`. */
function pair(extensions = []) {
  const docs = [new Y.Doc(), new Y.Doc()]
  const editors = docs.map((doc) => new FakeEditor(doc.getText("content"), extensions))
  const exchange = () => {
    for (const [to, from] of [[docs[0], docs[1]], [docs[1], docs[0]]]) {
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "network")
    }
  }
  return { docs, texts: docs.map((doc) => doc.getText("content")), editors, exchange }
}

const pieces = ["a", "é", "\n", "😀", "👩‍👧", "deux mots", "\n\n# ", "日本", " "]

/** Positions between whole characters, as an editor's commands choose them. */
function boundaries(/** @type {string} */ text) {
  const positions = [0]
  for (const character of text) positions.push((positions.at(-1) ?? 0) + character.length)
  return positions
}

function editAtRandom(/** @type {FakeEditor} */ editor, /** @type {Random} */ random) {
  const positions = boundaries(editor.content)
  const [from, to] = [random.choose(positions), random.choose(positions)].sort((a, b) => a - b)
  const insert = random.below(4) === 0 ? "" : random.choose(pieces)
  const end = positions.filter((position) => position <= Math.min(to, from + 12)).at(-1) ?? from
  editor.replace(from, random.below(2) === 0 ? from : end, insert)
}

for (const seed of seeds(200)) {
  test(`editors and shared texts stay equal, and converge (seed ${seed})`, () => {
    const random = new Random(seed)
    const { texts, editors, exchange } = pair()
    for (let step = 0; step < 60; step += 1) {
      const who = random.below(2)
      editAtRandom(editors[who], random)
      assert.equal(editors[who].content, texts[who].toString())
      if (random.below(5) === 0) exchange()
    }
    exchange()
    assert.equal(editors[0].content, editors[1].content)
    assert.equal(editors[0].content, texts[0].toString())
    assert.equal(editors[1].content, texts[1].toString())
    assert.equal(editors[0].content.includes("\uFFFD"), false)
  })
}

for (const seed of seeds(50)) {
  test(`several changes in one transaction arrive as made (seed ${seed})`, () => {
    const random = new Random(seed)
    const { texts, editors } = pair()
    editors[0].replace(0, 0, "0123456789".repeat(3))
    for (let step = 0; step < 20; step += 1) {
      const positions = boundaries(editors[0].content)
      const cuts = Array.from({ length: 6 }, () => random.choose(positions)).sort((a, b) => a - b)
      const changes = [0, 2, 4].map((at) => ({
        from: cuts[at], to: cuts[at + 1], insert: random.choose(pieces),
      }))
      editors[0].dispatch({ changes })
      assert.equal(texts[0].toString(), editors[0].content)
    }
  })
}

test("what others write never comes back as an edit of this person", () => {
  const { docs, editors, exchange } = pair()
  editors[0].replace(0, 0, "bonjour")
  let ownUpdates = 0
  docs[1].on("update", (_update, origin) => {
    if (origin === editors[1].binding) ownUpdates += 1
  })
  exchange()
  assert.equal(editors[1].content, "bonjour")
  assert.equal(ownUpdates, 0)
})

test("a keystroke is one transaction of the shared document", () => {
  const { docs, editors } = pair()
  let transactions = 0
  docs[0].on("afterTransaction", () => {
    transactions += 1
  })
  editors[0].dispatch({ changes: [{ from: 0, insert: "a" }, { from: 0, insert: "b" }] })
  assert.equal(transactions, 1)
})

test("pasted line ends become LF, in the editor and in the shared text", () => {
  const { texts, editors } = pair()
  editors[0].replace(0, 0, "a\r\nb\rc\n")
  assert.equal(editors[0].content, "a\nb\nc\n")
  assert.equal(texts[0].toString(), "a\nb\nc\n")
})

test("carriage returns that others wrote are kept, and offsets stay right after them", () => {
  const { texts, editors, exchange } = pair()
  texts[0].insert(0, "a\r\nb")
  exchange()
  editors[1].replace(4, 4, "!")
  assert.equal(texts[1].toString(), "a\r\nb!")
  assert.equal(editors[1].content, "a\r\nb!")
})

test("an emoji replaced by one that shares its first half stays whole", () => {
  const { texts, editors, exchange } = pair()
  editors[0].replace(0, 0, "x😀y")
  editors[0].replace(2, 3, "😃"[1])
  exchange()
  assert.equal(texts[0].toString(), "x😃y")
  assert.equal(editors[1].content, "x😃y")
})

test("a change is widened only where it cuts a pair", () => {
  const { state } = new FakeEditor(new Y.Doc().getText("content"))
  const { doc } = state.update({ changes: { from: 0, insert: "a😀b" } }).state
  assert.deepEqual(keepPairsWhole(doc, 1, 3, "!"), { from: 1, to: 3, insert: "!" })
  assert.deepEqual(keepPairsWhole(doc, 2, 2, "!"), { from: 1, to: 3, insert: "\uD83D!\uDE00" })
  assert.deepEqual(keepPairsWhole(doc, 0, 2, "!"), { from: 0, to: 3, insert: "!\uDE00" })
})

test("embeds of other editors take one place and survive edits around them", () => {
  const doc = new Y.Doc()
  const text = doc.getText("content")
  text.insert(0, "ab")
  text.insertEmbed(1, { image: "x" })
  const editor = new FakeEditor(text)
  assert.equal(editor.content, "a\uFFFCb")
  editor.replace(3, 3, "c")
  text.insertEmbed(0, { image: "y" })
  assert.equal(editor.content, "\uFFFCa\uFFFCbc")
  assert.equal(text.toDelta().filter(({ insert }) => typeof insert === "object").length, 2)
})

test("undo takes back this person's edits and leaves the others'", () => {
  const { texts, editors, exchange } = pair()
  const manager = ownEdits(texts[0], editors[0].binding)
  editors[0].replace(0, 0, "mine")
  exchange()
  editors[1].replace(4, 4, " theirs")
  exchange()
  manager.undo()
  exchange()
  assert.equal(editors[0].content, " theirs")
  assert.equal(editors[1].content, " theirs")
  manager.redo()
  assert.equal(editors[0].content, "mine theirs")
  assert.equal(editors[0].state.selection.main.head, 4)
})

test("another's caret stays before what is written behind it and after what is written at it", () => {
  const { editors } = pair([remoteCaretField])
  const [editor] = editors
  editor.replace(0, 0, "0123456789")
  const caret = { person: {}, anchor: 5, head: 5, movedAt: 0 }
  editor.dispatch({ effects: setCarets.of([caret]) })
  const head = () => editor.state.field(remoteCaretField)[0].head
  editor.replace(7, 7, "after")
  assert.equal(head(), 5)
  editor.replace(0, 2, "")
  assert.equal(head(), 3)
  editor.replace(3, 3, "at")
  assert.equal(head(), 5)
  assert.equal(editor.state.field(remoteCaretField)[0].movedAt, 0)
})

test("another's caret moves as its owner's relative position does", () => {
  const { texts, editors, exchange } = pair([remoteCaretField])
  editors[0].replace(0, 0, "0123456789")
  exchange()
  const position = Y.createRelativePositionFromTypeIndex(texts[0], 5)
  editors[1].dispatch({ effects: setCarets.of([{ person: {}, anchor: 5, head: 5, movedAt: 0 }]) })
  editors[0].replace(5, 5, "typed there")
  editors[1].replace(1, 3, "—")
  exchange()
  const caret = editors[1].state.field(remoteCaretField)[0]
  const absolute = Y.createAbsolutePositionFromRelativePosition(position, texts[1].doc)
  assert.equal(caret.head, absolute?.index)
  assert.ok(caret.movedAt > 0, "its owner typed there")
})
