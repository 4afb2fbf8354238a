// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"
import {
  decodeMessage, encodeAwareness, encodeStep1, encodeStep2, encodeUpdate,
} from "../src/sync/messages.js"

const bytes = (/** @type {number[]} */ ...values) => new Uint8Array(values)

test("frames have the bytes of the y-websocket protocol", () => {
  const empty = new Y.Doc()
  assert.deepEqual(encodeStep1(Y.encodeStateVector(empty)), bytes(0, 0, 1, 0))
  assert.deepEqual(encodeStep2(Y.encodeStateAsUpdate(empty)), bytes(0, 1, 2, 0, 0))
  assert.deepEqual(encodeUpdate(bytes(7, 8)), bytes(0, 2, 2, 7, 8))
  assert.deepEqual(encodeAwareness(bytes(0)), bytes(1, 1, 0))
})

test("every frame of the protocol is read", () => {
  assert.deepEqual(decodeMessage(bytes(0, 0, 1, 0)), { type: "step1", stateVector: bytes(0) })
  assert.deepEqual(decodeMessage(bytes(0, 1, 2, 0, 0)), { type: "step2", update: bytes(0, 0) })
  assert.deepEqual(decodeMessage(bytes(0, 2, 1, 9)), { type: "update", update: bytes(9) })
  assert.deepEqual(decodeMessage(bytes(1, 1, 0)), { type: "awareness", states: bytes(0) })
  assert.deepEqual(decodeMessage(bytes(2, 0, 2, 110, 111)), { type: "denied", reason: "no" })
  assert.deepEqual(decodeMessage(bytes(3)), { type: "queryAwareness" })
  assert.deepEqual(decodeMessage(bytes(100, 200, 1)), { type: "acknowledgement", count: 200 })
  assert.deepEqual(decodeMessage(bytes(101, 2, 97, 98)), { type: "epoch", epoch: "ab" })
  assert.deepEqual(decodeMessage(bytes(103, 2, 7, 1, 97, 200, 1, 0)), {
    type: "members", members: [{ clientID: 7, name: "a" }, { clientID: 200, name: "" }],
  })
  assert.deepEqual(decodeMessage(bytes(104, 3)), { type: "erasures", count: 3 })
  assert.deepEqual(decodeMessage(bytes(105, 172, 2)), { type: "edition", number: 300 })
  assert.deepEqual(decodeMessage(bytes(77)), { type: "unknown" })
})

test("a frame that is cut short throws", () => {
  for (const frame of [bytes(), bytes(0), bytes(0, 1, 2, 0), bytes(1, 5), bytes(2, 0, 3, 1), bytes(103, 1, 7)]) {
    assert.throws(() => decodeMessage(frame), `${frame}`)
  }
})
