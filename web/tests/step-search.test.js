// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { Latest } from "../src/history/latest.js"
import { searchPast } from "../src/history/past-search.js"
import { PassageSearch } from "../src/history/passage-search.js"
import { Player } from "../src/history/player.js"
import { StepSearch } from "../src/history/step-search.js"
import { FakeEnvironment } from "./support/fake-environment.js"
import { Random, seeds } from "./support/random.js"

/** A past of words written and deleted, in which each word carries its paragraph's mark. */
class Past {
  texts = [""]
  /** @type {import("../src/history/pad-history.js").Step[]} */
  steps = []
  asked = 0

  /** @param {number} seed @param {number} count */
  constructor(seed, count) {
    const chance = new Random(seed)
    let text = "\n\n"
    this.texts = ["", text]
    this.#step(1, 2, 0)
    for (let row = 2; row <= count; row += 1) {
      const at = chance.below(text.length)
      const canDelete = chance.below(4) === 0 && text[at] !== "\n"
      const insert = canDelete ? "" : "mot"
      text = text.slice(0, at) + insert + text.slice(at + (canDelete ? 1 : 0))
      this.texts.push(text)
      this.#step(1 + chance.below(3), insert.length, canDelete ? 1 : 0)
    }
  }

  /** @param {number} person @param {number} written @param {number} deleted */
  #step(person, written, deleted) {
    const row = this.steps.length + 1
    this.steps.push({ person, time: "", first: row, last: row, written, deleted })
  }

  get spans() {
    return [1, 2, 3].flatMap((person) => {
      const own = this.steps.filter((step) => step.person === person)
      return own.length === 0 ? [] : [{
        person, from: "", to: "", first: own[0]?.first ?? 0, last: own.at(-1)?.last ?? 0, written: 0,
        deleted: own.reduce((sum, { deleted }) => sum + deleted, 0),
      }]
    }).sort((a, b) => a.first - b.first)
  }

  /** As the server answers. */
  get history() {
    return /** @type {import("../src/history/pad-history.js").PadHistory} */ (/** @type {unknown} */ ({
      steps: async (/** @type {number} */ after, limit = 1_000) => {
        this.asked += 1
        const steps = this.steps.filter(({ last }) => last > after)
        const page = steps.slice(0, limit)
        return { done: { persons: [], steps: page, ...steps.length > limit ? { next: page.at(-1)?.last } : {} }, reason: null }
      },
      text: async (/** @type {number} */ at) => this.texts[at] ?? null,
    }))
  }
}

for (const seed of seeds(12)) {
  test(`one goes to each change of a person, forward and back (seed ${seed})`, async () => {
    const past = new Past(seed, 900)
    const search = new StepSearch(past.history, () => past.spans)
    for (const person of [1, 2, 3]) {
      const expected = past.steps.filter((step) => step.person === person).map(({ last }) => last)
      const forward = []
      for (let step = await search.next(0, person); step !== null; step = await search.next(step.last, person)) forward.push(step.last)
      assert.deepEqual(forward, expected)
      const back = []
      for (let step = await search.previous(901, person); step !== null; step = await search.previous(step.last, person)) back.push(step.last)
      assert.deepEqual(back, expected.reverse())
    }
  })

  test(`the next and the previous change of a paragraph change its words (seed ${seed})`, async () => {
    const past = new Past(seed + 100, 120)
    const search = new PassageSearch(past.history)
    const middle = (/** @type {number} */ at) => (past.texts[at] ?? "").split("\n")[1] ?? ""
    for (const row of [30, 60, 90]) {
      const passage = `\n${middle(row)}\n`
      const stands = (/** @type {number} */ at) => (past.texts[at] ?? "").includes(passage)
      const next = await search.next(row, 120, passage)
      assert.ok(next === null ? stands(120) : next > row && !stands(next) && stands(next - 1), `${next}`)
      const previous = await search.previous(row, passage)
      assert.ok(previous !== null && previous < row && !stands(previous) && stands(previous + 1), `${previous}`)
    }
  })
}

test("of what is wanted while one waits, only the last is asked for", async () => {
  /** @type {((value: string) => void)[]} */
  const waiting = []
  /** @type {number[]} */
  const asked = []
  /** @type {[number, string][]} */
  const shown = []
  const latest = new Latest((/** @type {number} */ key) => {
    asked.push(key)
    return new Promise((/** @type {(value: string) => void} */ resolve) => waiting.push(resolve))
  }, (key, value) => shown.push([key, value]))
  for (const key of [1, 2, 3, 4]) latest.want(key)
  waiting[0]?.("one")
  await new Promise(setImmediate)
  assert.deepEqual(asked, [1, 4])
  waiting[1]?.("four")
  await new Promise(setImmediate)
  assert.deepEqual(shown, [[1, "one"], [4, "four"]])
  latest.want(1)
  assert.deepEqual([asked.length, shown.at(-1)], [2, [1, "one"]])
})

test("the film shows every step at a slow speed, some at a fast one, the last in any case, and ends", async () => {
  for (const [speed, count] of /** @type {const} */ ([["slow", 40], ["fastest", 4]])) {
    const past = new Past(1, 40)
    const clock = new FakeEnvironment()
    /** @type {number[]} */
    const shown = []
    let ends = 0
    const player = new Player({
      steps: async (after) => (await past.history.steps(after, 200)).done?.steps ?? [],
      show: ({ last }) => shown.push(last), isBusy: () => false, ended: () => { ends += 1 }, clock,
    })
    player.speed = speed
    player.play(0)
    for (let turn = 0; turn < 60; turn += 1) {
      await new Promise(setImmediate)
      clock.pass(1_000)
    }
    assert.equal(shown.length, count)
    assert.equal(shown.at(-1), 40)
    assert.deepEqual([ends, player.isPlaying], [1, false])
  }
})

test("a deleted passage is found where it was last, once, and not what never was", async () => {
  const past = new Past(3, 5)
  past.texts = ["", "La salle est bleue.", "La salle est bleue.\nEt grande.", "Et grande."]
  past.steps = [
    { person: 1, time: "", first: 1, last: 1, written: 19, deleted: 0 },
    { person: 1, time: "", first: 2, last: 2, written: 11, deleted: 0 },
    { person: 2, time: "", first: 3, last: 3, written: 0, deleted: 20 },
  ]
  const find = async (/** @type {string} */ words) => {
    /** @type {import("../src/history/past-search.js").Find[]} */
    const finds = []
    await searchPast({
      history: past.history, spans: past.spans, last: 3, words, found: (found) => finds.push(found),
      progress: () => {}, isStopped: () => false,
    })
    return finds.map(({ sequence, passage }) => [sequence, passage])
  }
  assert.deepEqual(await find("BLEUE"), [[2, "La salle est bleue."]])
  assert.deepEqual(await find("rouge"), [])
})
