// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import { readList, readNames, readText, writeList, writeText } from "../src/editions/description.js"
import { mergeLists } from "../src/editions/merging.js"
import { isSame } from "../src/editions/plain.js"
import { event, person, place, relation } from "../src/editions/things.js"

/** A root `meta` that holds this. */
function metaOf(/** @type {Record<string, unknown>} */ members) {
  const meta = new Y.Doc().getMap("meta")
  for (const [key, value] of Object.entries(members)) meta.set(key, value)
  return meta
}

/** How many changes a body makes to a document. */
function changesOf(/** @type {Y.Map<unknown>} */ meta, /** @type {() => void} */ body) {
  let count = 0
  const counting = () => { count += 1 }
  meta.doc.on("update", counting)
  body()
  meta.doc.off("update", counting)
  return count
}

test("a text is written, taken away when empty, and not written again as it is", () => {
  const meta = metaOf({ title: "Un", date: 2026 })
  assert.equal(readText(meta, "date"), "2026")
  assert.equal(changesOf(meta, () => writeText(meta, "title", "Un")), 0)
  assert.equal(changesOf(meta, () => writeText(meta, "licence", "")), 0)
  writeText(meta, "date", "2026")
  writeText(meta, "title", "")
  writeText(meta, "language", "fr")
  assert.deepEqual(meta.toJSON(), { date: "2026", language: "fr" })
})

test("a person who is only a name stays a text, and becomes an object with a role or as an organisation", () => {
  const row = person.read("Ada")
  assert.deepEqual(row, { name: "Ada", kind: "person", roles: [], rest: null })
  assert.equal(person.write(row), "Ada")
  assert.deepEqual(person.write({ ...row, roles: ["author"] }), { name: "Ada", kind: "person", roles: ["author"] })
  assert.deepEqual(person.write({ ...row, kind: "organisation" }), { name: "Ada", kind: "organisation" })
  assert.equal(person.write({ ...person.blank(), name: "Bob" }), "Bob")
  assert.equal(person.write(person.blank()), null)
})

test("what we do not know of a person, an event or a relation stays with it", () => {
  const ada = { name: "Ada", kind: "person", roles: ["illustrator"], orcid: "0000" }
  assert.deepEqual(person.write(person.read(ada)), ada)
  assert.deepEqual(event.write({ ...event.read({ name: "Fête", kind: "x" }), date: "2026" }),
    { name: "Fête", kind: "x", date: "2026" })
  assert.deepEqual(relation.write(relation.read({ type: "isPartOf", title: "Livre" })), { type: "isPartOf", title: "Livre" })
})

test("a place has coordinates when they are understood, and its name alone otherwise", () => {
  assert.deepEqual(place.read({ name: "Lyon", latitude: 45.76, longitude: 4.84 }),
    { name: "Lyon", coordinates: "45.76, 4.84", rest: {} })
  assert.deepEqual(place.write({ ...place.blank(), name: "Lyon", coordinates: "45,76 4,84" }),
    { name: "Lyon", latitude: 45.76, longitude: 4.84 })
  assert.deepEqual(place.write({ ...place.read({ name: "Lyon", latitude: 45.76, longitude: 4.84 }), coordinates: "ici" }),
    { name: "Lyon" })
  assert.equal(place.write(place.blank()), null)
})

test("a relation that was a text stays one until more is said of it; another has a title in any case", () => {
  const row = relation.read("Le manifeste de 2019")
  assert.equal(relation.write(row), "Le manifeste de 2019")
  assert.deepEqual(relation.write({ ...row, target: "https://a.org" }),
    { title: "Le manifeste de 2019", target: "https://a.org" })
  assert.deepEqual(relation.write({ ...relation.blank(), target: "https://a.org" }),
    { type: "cites", title: "", target: "https://a.org" })
  assert.equal(relation.write(relation.blank()), null)
})

test("the old place is the first row, and moves to the list only when it is edited", () => {
  const keys = { list: "places", old: "place" }
  const meta = metaOf({ place: " Lyon ", places: [{ name: "Paris" }] })
  assert.deepEqual(readList(meta, keys), ["Lyon", { name: "Paris" }])
  assert.equal(changesOf(meta, () => writeList(meta, keys, readList(meta, keys))), 0)
  writeList(meta, keys, ["Lyon", { name: "Paris" }, { name: "Metz" }])
  assert.deepEqual(meta.toJSON(), { place: " Lyon ", places: [{ name: "Paris" }, { name: "Metz" }] })
  writeList(meta, keys, [{ name: "Paris" }, "Lyon"])
  assert.deepEqual(meta.toJSON(), { places: [{ name: "Paris" }, { name: "Lyon" }] })
  const edited = metaOf({ place: "Lyon" })
  writeList(edited, keys, [{ name: "Lyon", latitude: 45.76, longitude: 4.84 }])
  assert.deepEqual(edited.toJSON(), { places: [{ name: "Lyon", latitude: 45.76, longitude: 4.84 }] })
  const removed = metaOf({ event: "Assemblée" })
  writeList(removed, { list: "events", old: "event" }, [])
  assert.deepEqual(removed.toJSON(), {})
})

test("a list is read however another program keeps it", () => {
  const shared = metaOf({})
  shared.set("people", Y.Array.from(["Ada", "Bob"]))
  assert.deepEqual(readList(shared, { list: "people" }), ["Ada", "Bob"])
  assert.deepEqual(readList(metaOf({ people: "Ada" }), { list: "people" }), ["Ada"])
  assert.deepEqual(readList(metaOf({ people: null }), { list: "people" }), [])
  assert.equal(person.read(null).name, "")
  assert.equal(person.read(["Ada"]).name, "")
})

test("tags that are one text are many; a signer’s name may have a comma", () => {
  const meta = metaOf({ tags: "communs, eau,", signers: ["Dupont, Marie", "", 7] })
  assert.deepEqual(readNames(meta, "tags", true), ["communs", "eau"])
  assert.deepEqual(readNames(meta, "signers", false), ["Dupont, Marie", "7"])
  assert.deepEqual(readNames(meta, "concepts", false), [])
})

test("the order of members makes no difference, that of a list does", () => {
  assert.ok(isSame({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }))
  assert.ok(!isSame([1, 2], [2, 1]))
  assert.ok(!isSame({ a: 1 }, { a: 1, b: 2 }))
  assert.ok(!isSame({ a: 1 }, { b: 1 }))
  assert.ok(!isSame([], {}))
})

for (const [what, base, mine, theirs, merged] of [
  ["only mine", ["a"], ["a", "b"], ["a"], ["a", "b"]],
  ["only theirs", ["a"], ["a"], ["a", "c"], ["a", "c"]],
  ["both add", ["a"], ["a", "b"], ["a", "c"], ["a", "c", "b"]],
  ["I take away, they add", ["a", "b"], ["b"], ["a", "b", "c"], ["b", "c"]],
  ["they take away, I add", ["a", "b"], ["a", "b", "c"], ["b"], ["b", "c"]],
  ["I correct, they add first", [{ n: 1 }], [{ n: 2 }], [{ n: 0 }, { n: 1 }], [{ n: 0 }, { n: 2 }]],
  ["both take the same away", ["a", "b"], ["a"], ["a"], ["a"]],
  ["I put in another order, they add", ["a", "b"], ["b", "a"], ["a", "b", "c"], ["b", "c", "a"]],
]) {
  test(`of a list that two change nothing is lost: ${what}`, () => {
    assert.deepEqual(mergeLists(base, mine, theirs), merged)
  })
}
