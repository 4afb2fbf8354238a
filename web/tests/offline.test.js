// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import { isOwn, toldIn } from "../src/offline/identity.js"
import { documentOf, leftText } from "../src/offline/left-text.js"
import { rewrite } from "../src/offline/rewriting.js"
import { fallbackFor, isAway } from "../src/offline/shell.js"
import { PadConnection } from "../src/sync/pad-connection.js"
import { createAwareness } from "./support/awareness.js"
import { FakeEnvironment } from "./support/fake-environment.js"
import { Random, seeds } from "./support/random.js"

/** A pad the server has, and a tab that has it too and goes on by itself. */
function apart(/** @type {string} */ before) {
  const server = new Y.Doc()
  server.getText("content").insert(0, before)
  const kept = [Y.encodeStateAsUpdate(server)]
  const tab = new Y.Doc()
  Y.applyUpdate(tab, kept[0])
  /** @type {Uint8Array[]} */
  const updates = []
  tab.on("update", (update) => updates.push(update))
  const left = { updates, tab: { saved: [[tab.clientID, 0]] } }
  return { server, kept, tab, text: tab.getText("content"), left, saved: new Map(left.tab.saved) }
}

test("the browser is whom the readable cookie says, and nobody without it", () => {
  assert.deepEqual(toldIn("a=1; encrier-who=abc; b=2"), { who: "abc", guests: null })
  assert.deepEqual(toldIn("encrier-who=member.abc"), { who: "abc", guests: [] })
  assert.deepEqual(toldIn("encrier-who=member.abc.g1.g2"), { who: "abc", guests: ["g1", "g2"] })
  assert.deepEqual(toldIn("xencrier-who=abc"), { who: "", guests: null })
  assert.deepEqual(toldIn(""), { who: "", guests: null })
})

test("a guest's own edits have their name; a member's are the member's and those of guests they were", () => {
  const guest = toldIn("encrier-who=g1")
  assert.equal(isOwn(guest, "Ada", { who: "g1", name: "Ada" }), true)
  assert.equal(isOwn(guest, "Ada", { who: "g1", name: "Bob" }), false)
  assert.equal(isOwn(guest, "Ada", { who: "g2", name: "Ada" }), false)
  const member = toldIn("encrier-who=member.abc.g1")
  assert.equal(isOwn(member, "Ada", { who: "g1", name: "Bob" }), true)
  assert.equal(isOwn(member, "Ada", { who: "abc", name: "" }), true)
  assert.equal(isOwn(member, "Ada", { who: "g2", name: "Ada" }), false)
})

test("the start page and pads open without the server; what else there is of a pad says that it is away", () => {
  assert.equal(fallbackFor("/"), "/")
  assert.equal(fallbackFor("/p/assemblee"), "/p/-")
  assert.equal(fallbackFor("/p/a/print"), "/away")
  for (const path of ["/api/v1/pads", "/healthz"]) {
    assert.equal(fallbackFor(path), null, path)
  }
  assert.deepEqual([200, 304, 404, 410, 500, 502, 503, 504].filter(isAway), [502, 503, 504])
})

test("what a tab left is told passage by passage, beside the pad as its author saw it", () => {
  const { kept, text, left } = apart("un deux")
  text.insert(3, "et demi ")
  text.insert(0, "zéro ")
  text.delete(0, 1)
  assert.deepEqual(leftText(left, kept), {
    passages: ["éro ", "et demi "], text: "éro un et demi deux",
  })
})

test("where the pad is no longer kept, the characters that were typed are still told", () => {
  const { text, left } = apart("un deux")
  text.insert(3, "trois ")
  text.insert(9, "quatre ")
  text.delete(9, 2)
  assert.deepEqual(leftText(left, []).passages, ["trois atre "])
})

test("a refused text is told as it was kept", () => {
  const refused = { passages: ["a"], text: "abc", reason: "no", at: 1 }
  assert.equal(leftText({ updates: [], tab: { refused, saved: [] } }, []), refused)
})

test("another's edits are written anew in their places, under this page's own client ID", () => {
  const { server, kept, text, left, saved } = apart("un deux trois")
  text.insert(8, "et demi ")
  text.delete(0, 3)
  server.getText("content").insert(0, "zéro ")
  server.getText("content").insert(server.getText("content").length, " fin")
  const before = Y.decodeStateVector(Y.encodeStateVector(server))
  const other = documentOf(left, kept)
  const page = new Y.Doc()
  Y.applyUpdate(page, Y.encodeStateAsUpdate(server))
  rewrite(page.getText("content"), other.getText("content"), saved)
  assert.equal(page.getText("content").toString(), "zéro deux et demi trois fin")
  const after = Y.decodeStateVector(Y.encodeStateVector(page))
  after.delete(page.clientID)
  assert.deepEqual(after, before)
})

test("a passage whose neighbours are gone goes to the nearest that is left", () => {
  const { server, kept, text, left, saved } = apart("un deux trois")
  text.insert(7, " et demi")
  server.getText("content").delete(3, 4)
  const other = documentOf(left, kept)
  rewrite(server.getText("content"), other.getText("content"), saved)
  assert.equal(server.getText("content").toString(), "un  et demi trois")
})

for (const seed of seeds(60)) {
  test(`written anew, nothing is missing and nothing doubled, seed ${seed}`, () => {
    const random = new Random(seed)
    const { server, kept, text, left, saved } = apart("abcdefghij")
    for (let count = random.below(30); count > 0; count -= 1) {
      const place = random.below(text.length + 1)
      if (random.below(3) > 0) text.insert(place, random.choose(["X", "YZ", "\u{1F600}"]))
      else text.delete(place, Math.min(random.below(4), text.length - place))
    }
    const other = documentOf(left, kept)
    rewrite(server.getText("content"), other.getText("content"), saved)
    assert.equal(server.getText("content").toString(), text.toString())
  })
}

test("a page that begins with what was left counts it as unsaved until it is confirmed", () => {
  const environment = new FakeEnvironment()
  const doc = new Y.Doc()
  const found = { hasDocument: true, unsaved: 2, epoch: "ab" }
  const connection = new PadConnection({
    url: "ws://pad", doc, awareness: createAwareness(doc), found, environment,
  })
  assert.equal(connection.state.hasDocument, true)
  assert.equal(connection.state.unsaved, 2)
  assert.equal(connection.epoch, "ab")
  assert.equal(new URL(environment.socket.url).searchParams.get("epoch"), "ab")
  connection.stop()
})
