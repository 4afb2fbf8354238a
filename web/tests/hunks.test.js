// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { placeIn, hashOf } from "../src/history/address.js"
import { hunksOf } from "../src/history/hunks.js"
import { changeBetween } from "../src/history/text-change.js"
import { fitRuns } from "../src/authors/fit-runs.js"
import { newsOf } from "../src/since/news-of.js"
import { Random, seeds } from "./support/random.js"

const same = (/** @type {string} */ text) => ({ kind: /** @type {const} */ ("same"), text })
const inserted = (/** @type {string} */ text, person = 1) => ({ kind: /** @type {const} */ ("inserted"), text, person })
const deleted = (/** @type {string} */ text, person = 1) => ({ kind: /** @type {const} */ ("deleted"), text, person })

test("what is far from any change is left out, and nothing else is lost", () => {
  const long = "mot ".repeat(1_000)
  const hunks = hunksOf([same(long), inserted("neuf"), same(long), deleted("vieux"), same(long)])
  assert.deepEqual(hunks.map(({ kind }) => kind), ["gap", "changed", "gap", "changed", "gap"])
  const text = hunks.flatMap((hunk) => hunk.kind === "gap" ? [hunk.text] : hunk.parts.map((part) => part.text)).join("")
  assert.equal(text, `${long}neuf${long}vieux${long}`)
  const changed = hunks.filter(({ kind }) => kind === "changed")
  assert.ok(changed.every((hunk) => hunk.kind === "changed" && hunk.parts.reduce((sum, { text }) => sum + text.length, 0) < 700))
})

test("changes are numbered in their order, and a paragraph is one place", () => {
  const hunks = hunksOf([inserted("un"), same(" deux\n\ntrois "), deleted("quatre"), inserted("cinq")])
  assert.deepEqual(hunks.map((hunk) => hunk.kind === "changed" && hunk.parts.map(({ text, change }) => [text, change])), [
    [["un", 0], [" deux\n", null]],
    [["trois ", null], ["quatre", 1], ["cinq", 2]],
  ])
})

test("moments that do not differ have no place that differs", () => {
  assert.deepEqual(hunksOf([same("Bonjour")]), [{ kind: "gap", text: "Bonjour" }])
  assert.deepEqual(hunksOf([]), [])
})

for (const seed of seeds(40)) {
  test(`the change between two texts makes one of the other, and runs outside of it stay (seed ${seed})`, () => {
    const chance = new Random(seed)
    const word = () => "ab\n"[chance.below(3)] ?? ""
    const before = Array.from({ length: chance.below(30) }, word).join("")
    const after = Array.from({ length: chance.below(30) }, word).join("")
    const change = changeBetween(before, after)
    const { from, to, insert } = change ?? { from: 0, to: 0, insert: "" }
    assert.equal(before.slice(0, from) + insert + before.slice(to), after)
    const runs = [...before].map((_, index) => ({ from: index, length: 1, letter: before[index] }))
    const fitted = fitRuns(runs, change)
    assert.equal(fitted.length, before.length - (to - from))
    for (const run of fitted) assert.equal(after[run.from], run.letter)
  })
}

test("an address names a moment or two, and whatever else it says is the present", () => {
  for (const hash of ["#at=812", "#from=0&to=now", "#from=3&to=7&layout=side"]) assert.equal(hashOf(placeIn(hash)), hash)
  for (const hash of ["", "#at=-1", "#at=1e9", "#to=3", "#from=x"]) assert.deepEqual(placeIn(hash), { mode: "moment", at: "now" })
})

test("news is what others changed, at its place in the text as it is now", () => {
  const persons = [{ id: 1, kind: /** @type {const} */ ("guest"), mine: true }, { id: 2, kind: /** @type {const} */ ("guest") }]
  const { parts, news, text } = newsOf({
    from: { sequence: 1 }, to: { sequence: 9 }, persons,
    parts: [inserted("A", 1), same("b"), deleted("c", 2), inserted("DE", 2), deleted("f", 1), same("g")],
  })
  assert.equal(text, "AbDEg")
  assert.deepEqual(parts.map((part) => part.text), ["c", "DE"])
  assert.deepEqual(news, [{ from: 2, length: 1, isCut: true }, { from: 2, length: 2, isCut: false }])
})
