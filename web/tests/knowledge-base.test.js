// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { groups } from "../src/kb/groups.js"
import { ring } from "../src/kb/outlines.js"
import { marks, passage } from "../src/kb/passage.js"
import { dateInWords } from "../src/kb/search-words.js"
import { shardOf, stemOf, words } from "../src/kb/words.js"

test("words are folded as the index has them", () => {
  assert.deepEqual(words("L’Économie, cœur des CŒURS ; ß 2ᵉ"), ["l", "economie", "coeur", "des", "coeurs", "ss", "2e"])
  assert.deepEqual(words("水の道"), ["水", "の", "道"])
  assert.equal(words("a".repeat(60))[0]?.length, 40)
})

test("a word's file is named by its first letters", () => {
  assert.equal(shardOf("economie"), "t-ec")
  assert.equal(shardOf("l"), "t-l_")
  assert.equal(shardOf("aе"), "t-a_")
  assert.equal(shardOf("水"), "x-1b0")
})

test("a plural is looked for by its singular", () => {
  assert.equal(stemOf("monnaies"), "monnaie")
  assert.equal(stemOf("bas"), "bas")
})

test("a passage stands around the first word that is found, with marks as it is written", () => {
  const text = `${"Rien à voir ici. ".repeat(20)}Une Économie proche.${" Et la suite.".repeat(40)}`
  const found = passage(text, ["economie"])
  assert.equal(found.isFound, true)
  assert.ok(found.text.startsWith("…") && found.text.endsWith("…") && found.text.length < 260)
  assert.deepEqual(marks(found.text, ["economie"]).map(([start, end]) => found.text.slice(start, end)), ["Économie"])
  assert.deepEqual(passage("Rien.", ["eau"]), { text: "Rien.", isFound: false })
})

test("dates are said as far as they are known", () => {
  assert.equal(dateInWords("2024-05-28", "fr"), "28 mai 2024")
  assert.equal(dateInWords("2024-05", "en-GB"), "May 2024")
  assert.equal(dateInWords("2024", "fr"), "2024")
  assert.equal(dateInWords("un jour", "fr"), "un jour")
})

test("outlines are read as they were written", () => {
  // 100 steps east, 1 north; then 17 back: by hand after web/tools/outlines.py.
  assert.deepEqual(ring("oGChBA"), [[0.01, 1], [0.01, 0.84]])
})

test("places that are near share a mark, and no two marks are", () => {
  const points = [[0, 0], [100, 0], [10, 10], [105, 5], [30, 0]].map(([x = 0, y = 0]) => ({ x, y }))
  assert.deepEqual(groups(points, 34), [[0, 2, 4], [1, 3]])
  assert.deepEqual(groups(points, 12), [[0], [1, 3], [2], [4]])
})
