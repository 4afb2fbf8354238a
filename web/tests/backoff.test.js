// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { Backoff } from "../src/sync/backoff.js"

test("waits double up to the maximum, and start again after a success", () => {
  const backoff = new Backoff(() => 1)
  const waits = Array.from({ length: 8 }, () => backoff.next())
  assert.deepEqual(waits, [400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000])
  backoff.reset()
  assert.equal(backoff.next(), 400)
})

test("chance spreads a wait over its upper half", () => {
  assert.equal(new Backoff(() => 0).next(), 200)
  assert.equal(new Backoff(() => 0.5).next(), 300)
})
