// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { translator } from "../src/i18n/format.js"
import { Arrivals } from "../src/presence/arrivals.js"
import { SavingNews } from "../src/sync/saving-news.js"
import { FakeEnvironment } from "./support/fake-environment.js"

const say = translator("en")

/** @returns {{environment: FakeEnvironment, said: string[], arrivals: Arrivals, come: (...names: string[]) => void}} */
function scene() {
  const environment = new FakeEnvironment()
  /** @type {string[]} */
  const said = []
  const arrivals = new Arrivals(environment, (sentence) => said.push(sentence), say)
  const come = (/** @type {string[]} */ ...names) => arrivals.update(
    ["Me", ...names].map((name, index) =>
      ({ clientID: index, name, colour: 0, isSelf: index === 0, isWriting: false })), true)
  return { environment, said, arrivals, come }
}

test("who is there is told once, then who comes and who leaves, by name", () => {
  const { environment, said, come } = scene()
  come("Léo")
  environment.pass(2_000)
  come("Léo", "Ève")
  environment.pass(2_000)
  come("Ève")
  environment.pass(60_000)
  assert.deepEqual(said, ["2 people here", "Ève has joined the pad.", "Léo has left the pad."])
})

test("nobody is told to be there when nobody is", () => {
  const { environment, said, come } = scene()
  come()
  environment.pass(60_000)
  assert.deepEqual(said, [])
})

test("several who come together are told in one sentence, even while more keep coming", () => {
  const { environment, said, come } = scene()
  come()
  environment.pass(2_000)
  const names = []
  for (let number = 0; number < 8; number += 1) {
    names.push(`P${number}`)
    come(...names)
    environment.pass(500)
  }
  environment.pass(5_000)
  assert.deepEqual(said, ["4 people have joined the pad.", "4 people have joined the pad."])
})

test("a page that is reloaded, or cut off itself, has seen nobody leave", () => {
  const { environment, said, arrivals, come } = scene()
  come("Léo")
  environment.pass(2_000)
  come()
  environment.pass(1_000)
  come("Léo")
  environment.pass(5_000)
  arrivals.update([], false)
  environment.pass(60_000)
  come("Léo", "Ève")
  environment.pass(2_000)
  assert.deepEqual(said, ["2 people here", "Ève has joined the pad."])
})

test("of two with one name, the one who leaves is told", () => {
  const { environment, said, come } = scene()
  come("Léo", "Léo")
  environment.pass(2_000)
  come("Léo")
  environment.pass(2_000)
  assert.deepEqual(said, ["3 people here", "Léo has left the pad."])
})

/** @returns {{environment: FakeEnvironment, said: string[], news: SavingNews}} */
function saving() {
  const environment = new FakeEnvironment()
  /** @type {string[]} */
  const said = []
  return { environment, said, news: new SavingNews(environment, (sentence) => said.push(sentence), say) }
}

test("that all is saved is told once, when the person pauses", () => {
  const { environment, said, news } = saving()
  for (let keystroke = 0; keystroke < 50; keystroke += 1) {
    news.update({ phase: "online", unsaved: 1 })
    environment.pass(50)
    news.update({ phase: "online", unsaved: 0 })
    environment.pass(200)
  }
  assert.deepEqual(said, [])
  environment.pass(3_000)
  news.update({ phase: "online", unsaved: 0 })
  environment.pass(60_000)
  assert.deepEqual(said, ["Everything is saved."])
})

test("nothing is said to be saved while it is not, and a return says it in the same breath", () => {
  const { environment, said, news } = saving()
  news.update({ phase: "online", unsaved: 2 })
  environment.pass(60_000)
  news.update({ phase: "offline", unsaved: 2 })
  news.lose("Offline.")
  environment.pass(60_000)
  news.update({ phase: "connecting", unsaved: 2 })
  news.update({ phase: "online", unsaved: 2 })
  environment.pass(60_000)
  assert.deepEqual(said, ["Offline."])
  news.update({ phase: "online", unsaved: 0 })
  environment.pass(60_000)
  assert.deepEqual(said, ["Offline.", "Back online. Everything is saved."])
})
