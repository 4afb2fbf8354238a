// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import { markdown, markdownLanguage } from "../src/codemirror-markdown.js"
import { insertLink } from "../src/editor/commands/inline.js"
import { entitiesIn } from "../src/entities/known-entities.js"
import { knownNameAt, knownNames, setKnownNames } from "../src/entities/known-names.js"
import { NameIndex } from "../src/entities/names-in-text.js"
import { FakeEditor } from "./support/fake-editor.js"

const pages = [
  { name: "Lyon", url: "https://exemple.org/kb/places/lyon.html" }, { name: "Ada Lovelace", url: "https://exemple.org/kb/people/ada-lovelace.html" },
  { name: "a[b]c", url: "https://exemple.org/kb/concepts/a-b-c.html" },
]

/** @param {string} content */
function editorOf(content) {
  const text = new Y.Doc().getText("content")
  text.insert(0, content)
  const editor = new FakeEditor(text, [markdown({ base: markdownLanguage }), knownNames])
  editor.dispatch({ effects: setKnownNames.of(pages) })
  return { editor, text }
}

test("the places of names are those of the text as it is, whichever apostrophe and space it has", () => {
  const places = [...new NameIndex(["Maison de l'eau", "Ada", "Ada Lovelace"]).places("À la Maison\u00a0de l’eau, Ada Lovelace et Ada.")]
  assert.deepEqual(places, [
    { name: "Maison de l'eau", from: 5, to: 20 }, { name: "Ada Lovelace", from: 22, to: 34 }, { name: "Ada", from: 38, to: 41 },
  ])
})

test("the name in which the caret is, or that is selected, is known by its page", () => {
  const { editor } = editorOf("Bonjour Ada Lovelace, de Lyon.")
  const at = (/** @type {number} */ anchor, head = anchor) => {
    editor.dispatch({ selection: { anchor, head } })
    return knownNameAt(editor.state)?.name ?? null
  }
  assert.equal(at(3), null)
  for (const position of [8, 11, 14, 20]) assert.equal(at(position), "Ada Lovelace")
  assert.equal(at(26), "Lyon")
  assert.equal(at(8, 20), "Ada Lovelace")
  assert.equal(at(20, 8), "Ada Lovelace")
  assert.equal(at(8, 11), null)
  assert.equal(at(21), null)
})

test("what is a link, an address, code or a picture already is no name to link", () => {
  for (const content of ["[Lyon](https://exemple.org)", "`Lyon`", "![Lyon](x.png)", "<https://exemple.org/Lyon>", "    Lyon", "```\nLyon\n```",
    "<b title=\"Lyon\">", "https://exemple.org/Lyon"]) {
    const { editor } = editorOf(content)
    editor.dispatch({ selection: { anchor: content.indexOf("Lyon") + 1 } })
    assert.equal(knownNameAt(editor.state), null, content)
  }
  for (const content of ["**Lyon**", "# Lyon", "- [ ] Lyon", "| Lyon |\n| --- |", "> Lyon"]) {
    const { editor } = editorOf(content)
    editor.dispatch({ selection: { anchor: content.indexOf("Lyon") + 1 } })
    assert.equal(knownNameAt(editor.state)?.name, "Lyon", content)
  }
})

test("the key for links leads a known name to its page, and other words to an address to be typed", () => {
  const { editor, text } = editorOf("de Lyon, à Brest")
  editor.dispatch({ selection: { anchor: 5 } })
  insertLink(editor)
  assert.equal(text.toString(), "de [Lyon](https://exemple.org/kb/places/lyon.html), à Brest")
  assert.equal(editor.state.selection.main.head, "de [Lyon](https://exemple.org/kb/places/lyon.html)".length)
  editor.dispatch({ selection: { anchor: text.toString().length } })
  insertLink(editor)
  assert.equal(text.toString(), "de [Lyon](https://exemple.org/kb/places/lyon.html), à [Brest](https://)")
})

test("names with brackets, which a link could end in, are left as they are", () => {
  const { editor } = editorOf("a[b]c")
  editor.dispatch({ selection: { anchor: 1 } })
  assert.equal(knownNameAt(editor.state), null)
})

test("one has gone to a name by going there, not by writing it", () => {
  const { editor } = editorOf("Lyon")
  const isVisiting = () => editor.state.field(knownNames).isVisiting
  assert.equal(isVisiting(), false)
  editor.dispatch({ selection: { anchor: 2 }, userEvent: "select.pointer" })
  assert.equal(isVisiting(), true)
  editor.replace(4, 4, "n")
  assert.equal(isVisiting(), false)
})

test("what is known has a page only at an address of the web", () => {
  const entities = entitiesIn({ entities: [
    { kind: "place", name: "Lyon", count: 1, url: "/kb/places/lyon.html" }, { kind: "place", name: "Brest", count: 0 },
    { kind: "place", name: "Mal", count: 1, url: "javascript:alert(1)" }, { kind: "place", name: " ", count: 1 }, { kind: "ghost", name: "Où", count: 1 },
  ] })
  assert.deepEqual(entities.map(({ name, url }) => [name, url]), [["Lyon", "/kb/places/lyon.html"], ["Brest", null], ["Mal", null]])
})
