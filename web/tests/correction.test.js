// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { othersOf, planned } from "../src/entities/correction.js"

const lea = { kind: "person", name: "L. Martin", count: 2 }
const full = { kind: "person", name: "Léa Martin", count: 3 }
const firm = { kind: "organisation", name: "Léa Martin", count: 9 }
const lyon = { kind: "place", name: "Lyon", count: 4, latitude: 45.76, longitude: 4.84 }
const small = { kind: "place", name: "lyon", count: 1 }
const all = [lea, full, firm, lyon, small]

/** What is wanted of a correction, nothing but what is said. */
const wanted = (/** @type {object} */ members) => ({ name: "L. Martin", coordinates: null, others: [], ...members })

test("a name that is corrected changes the texts that name it", () => {
  assert.deepEqual(planned(lea, wanted({ name: "Louise Martin" }), all), {
    correction: { kind: "person", names: ["L. Martin"], name: "Louise Martin" }, texts: 2, merges: false,
  })
  assert.equal(planned(lea, wanted({}), all).texts, 0)
})

test("names that are merged change the texts that have another than the one they get", () => {
  const { correction, texts, merges } = planned(full, wanted({ name: "Léa Martin", others: [lea] }), all)
  assert.deepEqual(correction, { kind: "person", names: ["L. Martin", "Léa Martin"], name: "Léa Martin" })
  assert.deepEqual([texts, merges], [2, true])
  assert.equal(planned(full, wanted({ name: "Léa M.", others: [lea] }), all).texts, 5)
})

test("who is given the name of another of the same kind becomes one with them", () => {
  const { correction, texts, merges } = planned(lea, wanted({ name: "Léa Martin" }), all)
  assert.deepEqual(correction.names, ["L. Martin", "Léa Martin"])
  assert.deepEqual([texts, merges], [2, true])
})

test("a place keeps the coordinates of each text unless they are changed, or it becomes one with another", () => {
  const coordinates = { latitude: 45.76, longitude: 4.84 }
  assert.deepEqual(planned(lyon, wanted({ name: "Lyon (Rhône)", coordinates }), all).correction, {
    kind: "place", names: ["Lyon"], name: "Lyon (Rhône)",
  })
  const moved = planned(lyon, wanted({ name: "Lyon", coordinates: { latitude: 45.7, longitude: 4.8 } }), all)
  assert.deepEqual([moved.correction.latitude, moved.correction.longitude, moved.texts], [45.7, 4.8, 4])
  const merged = planned(lyon, wanted({ name: "Lyon", coordinates, others: [small] }), all)
  assert.deepEqual([merged.correction.latitude, merged.correction.names, merged.texts], [45.76, ["Lyon", "lyon"], 1])
  assert.equal("latitude" in planned(small, wanted({ name: "Lyon" }), all).correction, false)
})

test("others of a kind stand first that share a word, whatever its accents and capitals", () => {
  const names = (/** @type {any} */ entity, /** @type {any[]} */ all) => othersOf(entity, all).map(({ name }) => name)
  const people = ["Ada", "LEA", "Jean Martin", "Zoé", "Léa Martin"].map((name) => ({ kind: "person", name, count: 1 }))
  assert.deepEqual(names(full, [...people, firm, lyon]), ["LEA", "Jean Martin", "Ada", "Zoé"])
  assert.deepEqual(names(small, all), ["Lyon"])
})
