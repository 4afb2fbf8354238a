// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness"
import { chooseColour, personColours } from "../src/presence/palette.js"
import { People, initials } from "../src/presence/people.js"
import { createAwareness } from "./support/awareness.js"

/** So many pages in one pad, all of whose awareness reaches everyone at once. */
function pages(/** @type {number} */ count) {
  const all = Array.from({ length: count }, () => createAwareness())
  for (const awareness of all) {
    awareness.on("update", ({ added, updated, removed }, origin) => {
      if (origin === "network") return
      const update = encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed])
      for (const other of all) if (other !== awareness) applyAwarenessUpdate(other, update, "network")
    })
  }
  return { all, people: all.map((awareness) => new People(awareness)) }
}

test("a name gets the same colour every time, and another one if it is taken", () => {
  const preferred = chooseColour("Amélie", new Set())
  assert.equal(chooseColour("Amélie", new Set()), preferred)
  assert.notEqual(chooseColour("Amélie", new Set([preferred])), preferred)
  assert.equal(chooseColour("Amélie", new Set(personColours.keys())), preferred)
})

test("everyone in a pad of eight gets a colour of their own, even all of one name", () => {
  const { people } = pages(8)
  for (const person of people) person.introduceSelf("Camille")
  for (const { present } of people) {
    assert.equal(new Set(present.value.map(({ colour }) => colour)).size, 8)
  }
})

test("of two who chose one colour before they met, the greater client ID takes another", () => {
  const all = [createAwareness(), createAwareness()].sort((a, b) => a.clientID - b.clientID)
  const people = all.map((awareness) => new People(awareness))
  for (const person of people) person.introduceSelf("Camille")
  const [first, second] = people.map(({ present }) => present.value[0].colour)
  assert.equal(first, second)
  const send = (from, to) =>
    applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), "network")
  send(all[0], all[1])
  send(all[1], all[0])
  assert.deepEqual(people[0].present.value.map(({ colour }) => colour).sort(),
    people[1].present.value.map(({ colour }) => colour).sort())
  assert.equal(people[0].present.value[0].colour, first)
  assert.notEqual(people[1].present.value[0].colour, first)
})

test("this page's person comes first, the others by name", () => {
  const { people } = pages(3)
  people[0].introduceSelf("Zoé")
  people[1].introduceSelf("Émile")
  people[2].introduceSelf("Bruno")
  assert.deepEqual(people[0].present.value.map(({ name }) => name), ["Zoé", "Bruno", "Émile"])
  assert.deepEqual(people[0].present.value.map(({ isSelf }) => isSelf), [true, false, false])
})

test("another editor's person is shown with what can be used of its state", () => {
  const { all, people } = pages(2)
  people[0].introduceSelf("Zoé")
  all[1].setLocalState({ user: { name: " x".repeat(60), color: "url(https://evil)" } })
  const stranger = people[0].present.value[1]
  assert.ok(stranger.name.length <= 40)
  assert.ok(stranger.colour >= 0 && stranger.colour < personColours.length)
  all[1].setLocalState({ user: { name: 7 } })
  assert.equal(people[0].present.value[1].name, "")
  all[1].setLocalState({ user: "nobody" })
  assert.equal(people[0].present.value.length, 1)
})

test("initials are the first letters of the first and the last word", () => {
  assert.equal(initials("Amélie Durand"), "AD")
  assert.equal(initials("jean-pierre de la tour"), "JT")
  assert.equal(initials("Zoé"), "Z")
  assert.equal(initials("𝒳avier 😀"), "𝒳")
  assert.equal(initials("  "), "")
})
