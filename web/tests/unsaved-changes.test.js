// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { UnsavedChanges } from "../src/sync/unsaved-changes.js"

test("an acknowledgement confirms the changes of the first messages, and no others", () => {
  const unsaved = new UnsavedChanges()
  unsaved.add(2)
  unsaved.send()
  unsaved.add(3)
  unsaved.send()
  unsaved.add(1)
  assert.equal(unsaved.count, 6)
  unsaved.acknowledge(1)
  assert.equal(unsaved.count, 4)
  unsaved.acknowledge(2)
  assert.equal(unsaved.count, 1)
})

test("what is saved is known up to the clock of the last confirmed message", () => {
  const unsaved = new UnsavedChanges()
  unsaved.send(3)
  unsaved.send(5)
  assert.equal(unsaved.savedClock, 0)
  unsaved.acknowledge(1)
  assert.equal(unsaved.savedClock, 3)
  unsaved.restart()
  unsaved.reportSaved(4)
  unsaved.reportSaved(2)
  assert.equal(unsaved.savedClock, 4)
  unsaved.send(7)
  unsaved.acknowledge(1)
  assert.equal(unsaved.savedClock, 7)
})

test("sending alone confirms nothing", () => {
  const unsaved = new UnsavedChanges()
  unsaved.add(1)
  unsaved.send()
  assert.equal(unsaved.count, 1)
})

test("a repeated or smaller acknowledgement confirms nothing more", () => {
  const unsaved = new UnsavedChanges()
  for (let message = 0; message < 3; message += 1) {
    unsaved.add(1)
    unsaved.send()
  }
  unsaved.acknowledge(2)
  unsaved.acknowledge(2)
  unsaved.acknowledge(1)
  assert.equal(unsaved.count, 1)
})

test("an acknowledgement beyond what was sent does not confirm what is sent later", () => {
  const unsaved = new UnsavedChanges()
  unsaved.acknowledge(5)
  unsaved.add(1)
  unsaved.send()
  assert.equal(unsaved.count, 1)
  unsaved.acknowledge(1)
  assert.equal(unsaved.count, 0)
})

test("after a restart unconfirmed changes wait for the new connection's first message", () => {
  const unsaved = new UnsavedChanges()
  unsaved.add(1)
  unsaved.send()
  unsaved.acknowledge(1)
  unsaved.add(2)
  unsaved.send()
  unsaved.restart()
  unsaved.add(1)
  assert.equal(unsaved.count, 3)
  unsaved.send()
  unsaved.acknowledge(1)
  assert.equal(unsaved.count, 0)
})
