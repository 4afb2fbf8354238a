// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import { ownEdits } from "../src/editor/undo.js"
import { UndoKeeper } from "../src/editor/undo-keeper.js"
import { keptSteps, knowsSteps, takeUpSteps } from "../src/editor/undo-steps.js"
import { FakeEditor } from "./support/fake-editor.js"
import { Random, seeds } from "./support/random.js"

/** A pad on a server, which drops what was deleted, and pages that have each edit at once. */
class Pad {
  server = new Y.Doc()
  #pages = new Set()

  /** @param {string} text */
  constructor(text = "") {
    this.server.on("update", (update, source) => {
      for (const page of this.#pages) if (page !== source) Y.applyUpdate(page.doc, update, "network")
    })
    this.server.getText("content").insert(0, text)
  }

  open() {
    const page = new Page(this)
    this.#pages.add(page)
    return page
  }

  /** @param {Page} page */
  close(page) {
    this.#pages.delete(page)
  }

  get text() {
    return this.server.getText("content").toString()
  }
}

class Page {
  doc = new Y.Doc()
  #pad

  /** @param {Pad} pad */
  constructor(pad) {
    this.#pad = pad
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(pad.server), "network")
    this.text = this.doc.getText("content")
    this.editor = new FakeEditor(this.text)
    this.edits = ownEdits(this.text, this.editor.binding)
    this.doc.on("update", (update, source) => {
      if (source !== "network") Y.applyUpdate(pad.server, update, this)
    })
  }

  /** One step of undo. */
  replace(from, to, insert) {
    this.edits.stopCapturing()
    this.editor.replace(from, to, insert)
  }

  /** What a reload of the tab makes of this page; its steps have gone through storage. */
  reloaded() {
    const kept = JSON.parse(JSON.stringify(keptSteps(this.edits)))
    this.#pad.close(this)
    const page = this.#pad.open()
    assert.equal(knowsSteps(page.doc, kept), true)
    takeUpSteps(page.edits, kept)
    return page
  }
}

test("a deleted paragraph comes back after a reload, and what others wrote stays", () => {
  const pad = new Pad("un\n\ndeux\n\ntrois\n")
  let ada = pad.open()
  const bob = pad.open()
  ada.replace(4, 10, "")
  assert.equal(pad.text, "un\n\ntrois\n")
  bob.replace(0, 0, "Bob : ")
  bob.replace(10, 10, "zéro, ")
  ada = ada.reloaded()
  bob.replace(pad.text.length, pad.text.length, "quatre\n")
  ada.edits.undo()
  assert.equal(pad.text, "Bob : un\n\ndeux\n\nzéro, trois\nquatre\n")
  assert.equal(ada.editor.content, pad.text)
})

test("what one typed before a reload is taken back, but nothing another wrote into it", () => {
  const pad = new Pad("a z")
  let ada = pad.open()
  const bob = pad.open()
  ada.replace(2, 2, "bonjour ")
  bob.replace(5, 5, "!!")
  ada = ada.reloaded()
  ada.edits.undo()
  assert.equal(pad.text, "a !!z")
  assert.equal(ada.edits.undo(), null)
  assert.equal(pad.text, "a !!z")
})

test("a passage comes back to its place when all around it was deleted meanwhile", () => {
  const pad = new Pad("avant milieu après")
  let ada = pad.open()
  const bob = pad.open()
  ada.replace(6, 13, "")
  ada = ada.reloaded()
  bob.replace(1, 10, "")
  assert.equal(pad.text, "as")
  ada.edits.undo()
  assert.equal(pad.text, "amilieu s")
  ada = ada.reloaded()
  ada.edits.redo()
  assert.equal(pad.text, "as")
})

test("what was brought back before a reload belongs to the step that wrote it", () => {
  const pad = new Pad()
  let ada = pad.open()
  ada.replace(0, 0, "abcdef")
  ada.replace(2, 4, "")
  ada.edits.undo()
  assert.equal(pad.text, "abcdef")
  ada = ada.reloaded()
  ada.edits.undo()
  assert.equal(pad.text, "")
  ada = ada.reloaded()
  ada.edits.redo()
  assert.equal(pad.text, "abcdef")
  ada.edits.redo()
  assert.equal(pad.text, "abef")
  ada.edits.undo()
  ada.edits.undo()
  assert.equal(pad.text, "")
})

test("what was brought back is taken back whole, though somebody has written into it since", () => {
  const pad = new Pad("z")
  const ada = pad.open()
  const bob = pad.open()
  ada.replace(0, 0, "abcdef")
  ada.replace(0, 6, "")
  ada.edits.undo()
  bob.replace(3, 3, "!")
  ada.edits.undo()
  assert.equal(pad.text, "!z")
})

test("a page that has been written in keeps no redo from before, and its own steps come first", () => {
  const pad = new Pad()
  const ada = pad.open()
  ada.replace(0, 0, "un ")
  ada.replace(3, 3, "deux ")
  ada.edits.undo()
  const kept = keptSteps(ada.edits)
  pad.close(ada)
  const later = pad.open()
  later.replace(3, 3, "trois ")
  takeUpSteps(later.edits, kept)
  assert.equal(later.edits.redo(), null)
  later.edits.undo()
  assert.equal(pad.text, "un ")
  later.edits.undo()
  assert.equal(pad.text, "")
})

/** The texts that undo and redo lead through, with pages that reload or not. */
function walk(/** @type {number} */ seed, /** @type {boolean} */ reloads) {
  const random = new Random(seed)
  const pad = new Pad("Un texte que deux personnes ont déjà écrit.\n")
  let ada = pad.open()
  const bob = pad.open()
  const edit = (/** @type {Page} */ page) => {
    const { length } = page.editor.content
    const from = random.below(length + 1)
    const to = Math.min(length, from + random.choose([0, 0, 1, 3, 12]))
    page.replace(from, to, random.choose(["", "a", "bc ", "\n", "défi "]))
  }
  const texts = []
  for (let step = 0; step < 60; step += 1) {
    const choice = random.below(10)
    if (choice < 4) edit(ada)
    else if (choice < 6) edit(bob)
    else if (choice < 8) ada.edits.undo()
    else if (choice < 9) ada.edits.redo()
    else if (reloads) ada = ada.reloaded()
    assert.equal(ada.editor.content, pad.text)
    texts.push(pad.text)
  }
  return texts
}

for (const seed of seeds(60)) {
  test(`undo and redo do the same with reloads as without (seed ${seed})`, () => {
    assert.deepEqual(walk(seed, true), walk(seed, false))
  })
}

test("a deletion that the server never had is not undone twice", () => {
  const pad = new Pad("un deux")
  const lost = new Page(new Pad())
  Y.applyUpdate(lost.doc, Y.encodeStateAsUpdate(pad.server), "network")
  lost.replace(0, 3, "")
  lost.replace(0, 0, "perdu ")
  const kept = keptSteps(lost.edits)
  const again = pad.open()
  assert.equal(knowsSteps(again.doc, kept), false)
  takeUpSteps(again.edits, kept)
  assert.equal(again.edits.undo(), null)
  assert.equal(pad.text, "un deux")
})

test("steps are bounded by number and by text, and nothing is kept behind one without room", () => {
  const pad = new Pad("x".repeat(100))
  const ada = pad.open()
  ada.replace(0, 30, "")
  ada.replace(0, 40, "")
  ada.replace(0, 0, "a")
  ada.replace(1, 1, "b")
  const lengths = (/** @type {object} */ limits) =>
    keptSteps(ada.edits, [], { steps: 100, length: 10_000, rangeLength: 0, ...limits })
      .undo.map(({ deleted }) => deleted.reduce((sum, [, , text]) => sum + text.length, 0))
  assert.deepEqual(lengths({}), [30, 40, 0, 0])
  assert.deepEqual(lengths({ steps: 3 }), [40, 0, 0])
  assert.deepEqual(lengths({ length: 69 }), [40, 0, 0])
  assert.deepEqual(lengths({ length: 39 }), [0, 0])
  assert.deepEqual(lengths({ length: 39, rangeLength: 20 }), [0])
})

/** A tab's storage, the locks of its browser, and pages that open a pad in it. */
class Tab {
  #stored = new Map()
  isFull = false
  living = new Set()
  storage = {
    getItem: (key) => this.#stored.get(key) ?? null,
    setItem: (key, value) => {
      if (this.isFull) throw new DOMException("full", "QuotaExceededError")
      this.#stored.set(key, value)
    },
    removeItem: (key) => this.#stored.delete(key),
  }

  get isEmpty() {
    return this.#stored.size === 0
  }

  async open(pad, options = {}) {
    const { name = "Ada", who = "g1", padName = "pad", epoch = "e1", phase = "online", erasures = 0 } = options
    const page = pad.open()
    const listeners = []
    page.connection = {
      epoch, state: { phase, erasures },
      subscribe: (listener) => {
        listeners.push(listener)
        listener(page.connection.state)
      },
      tells: (state) => {
        page.connection.state = { ...page.connection.state, ...state }
        for (const listener of listeners) listener(page.connection.state)
      },
      comesOnline: () => {
        page.connection.tells({ phase: "online" })
      },
    }
    page.keeper = new UndoKeeper({
      manager: page.edits, pad: padName, tab: `t${Math.random()}`, told: { who, guests: null },
      name: () => name, storage: this.storage,
      locks: {
        isAlive: async (lock) => this.living.has(lock),
        hold: async (lock) => {
          this.living.add(lock)
        },
      },
    })
    await page.keeper.follow(page.connection)
    return page
  }

  /** The page goes, as at a reload. */
  leave(page, pad) {
    page.keeper.keepNow()
    this.living.clear()
    pad.close(page)
  }
}

/** A pad in which a paragraph was deleted by a page that is gone. */
async function withKeptStep() {
  const pad = new Pad("un deux")
  const tab = new Tab()
  const page = await tab.open(pad)
  page.replace(0, 3, "")
  tab.leave(page, pad)
  assert.equal(tab.isEmpty, false)
  return { pad, tab }
}

test("the same person goes back in the same pad, reload after reload", async () => {
  const { pad, tab } = await withKeptStep()
  tab.leave(await tab.open(pad), pad)
  const page = await tab.open(pad)
  page.edits.undo()
  assert.equal(pad.text, "un deux")
})

for (const [what, options, isForgotten] of [
  ["another identity", { who: "g2" }, true],
  ["another name", { name: "Bob" }, true],
  ["another history behind the name", { epoch: "e2" }, true],
  ["another pad", { padName: "autre" }, false],
]) {
  test(`${what} takes up nothing`, async () => {
    const { pad, tab } = await withKeptStep()
    const page = await tab.open(pad, options)
    assert.equal(page.edits.undo(), null)
    assert.equal(pad.text, "deux")
    assert.equal(tab.isEmpty, isForgotten)
  })
}

test("a copy of a tab whose page lives takes up nothing", async () => {
  const pad = new Pad("un deux")
  const tab = new Tab()
  const page = await tab.open(pad)
  page.replace(0, 3, "")
  page.keeper.keepNow()
  const copy = await tab.open(pad)
  assert.equal(copy.edits.undo(), null)
  page.edits.undo()
  assert.equal(pad.text, "un deux")
})

test("without the server, steps wait until the document has what they are about", async () => {
  const { pad, tab } = await withKeptStep()
  const behind = new Pad("")
  const page = await tab.open(behind, { phase: "offline" })
  assert.equal(page.edits.undo(), null)
  page.replace(0, 0, "hors ligne ")
  page.keeper.keepNow()
  Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(pad.server), "network")
  page.connection.comesOnline()
  page.edits.undo()
  assert.equal(page.editor.content, "deux")
  page.edits.undo()
  assert.equal(page.editor.content, "un deux")
})

test("without the server, steps that the kept pad covers are there at once", async () => {
  const { pad, tab } = await withKeptStep()
  const page = await tab.open(pad, { phase: "offline" })
  page.edits.undo()
  assert.equal(page.editor.content, "un deux")
})

test("a tab without room keeps nothing rather than a part", async () => {
  const { pad, tab } = await withKeptStep()
  const page = await tab.open(pad)
  tab.isFull = true
  page.replace(0, 0, "neuf ")
  page.keeper.keepNow()
  assert.equal(tab.isEmpty, true)
})
