// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { encodeAwarenessUpdate } from "y-protocols/awareness"
import * as Y from "yjs"
import { takesEdits } from "../src/share/roles.js"
import { decodeMessage, encodeAwareness, encodeStep1, encodeStep2 } from "../src/sync/messages.js"
import { PadConnection } from "../src/sync/pad-connection.js"
import { createAwareness } from "./support/awareness.js"
import { FakeEnvironment } from "./support/fake-environment.js"
import { ModelledServer, acknowledgement } from "./support/modelled-server.js"
import { Random, seeds } from "./support/random.js"

const emptyVector = new Uint8Array([0])
const emptyUpdate = new Uint8Array([0, 0])
const microtasks = () => new Promise((resolve) => setImmediate(resolve))

/** A page, its network, and a test that ends both. */
function withPage(/** @type {(page: any) => Promise<void> | void} */ body) {
  return async () => {
    const environment = new FakeEnvironment()
    const doc = new Y.Doc()
    const awareness = createAwareness(doc)
    const connection = new PadConnection({ url: "ws://pad", doc, awareness, environment })
    try {
      await body({ environment, doc, awareness, connection, text: doc.getText("content") })
    } finally {
      connection.stop()
    }
  }
}

/** The server opens and has an empty document. */
function welcome(/** @type {FakeEnvironment} */ { socket }) {
  socket.open()
  socket.receive(encodeStep1(emptyVector))
  socket.receive(encodeStep2(emptyUpdate))
}

const typesSent = (/** @type {any} */ { sent }) => sent.map((frame) => decodeMessage(frame).type)

test("is online with the server's document once step 2 is here, not before", withPage((page) => {
  const { connection, environment } = page
  assert.equal(connection.state.phase, "connecting")
  environment.socket.open()
  environment.socket.receive(encodeStep1(emptyVector))
  assert.equal(connection.state.phase, "connecting")
  environment.socket.receive(encodeStep2(emptyUpdate))
  assert.equal(connection.state.phase, "online")
  assert.equal(connection.state.hasDocument, true)
}))

test("asks for what it lacks, and answers with what the server lacks", withPage((page) => {
  welcome(page.environment)
  assert.deepEqual(typesSent(page.environment.socket), ["step1", "awareness", "step2"])
}))

test("changes of one turn leave as one message and count one each", withPage(async (page) => {
  const { environment, connection, text } = page
  welcome(environment)
  environment.socket.receive(acknowledgement(1))
  text.insert(0, "a")
  text.insert(1, "b")
  text.delete(0, 1)
  assert.equal(connection.state.unsaved, 3)
  await microtasks()
  assert.deepEqual(typesSent(environment.socket).slice(3), ["update"])
  environment.socket.receive(acknowledgement(1))
  assert.equal(connection.state.unsaved, 3)
  environment.socket.receive(acknowledgement(2))
  assert.equal(connection.state.unsaved, 0)
}))

test("knows which edition the pad is, also while the connection is gone, until the server says otherwise", withPage((page) => {
  const { connection, environment } = page
  assert.equal(connection.state.edition, 0)
  environment.socket.open()
  environment.socket.receive(new Uint8Array([105, 2]))
  assert.equal(connection.state.edition, 2)
  assert.equal(takesEdits({ ...connection.state, role: "owner" }), false)
  environment.socket.drop()
  assert.equal(connection.state.edition, 2)
  environment.pass(60_000)
  welcome(environment)
  environment.socket.receive(new Uint8Array([105, 0]))
  assert.equal(takesEdits({ ...connection.state, role: "owner" }), true)
  assert.equal(takesEdits({ ...connection.state, role: "viewer" }), false)
}))

test("what others write is not this page's to save", withPage((page) => {
  const other = new Y.Doc()
  other.getText("content").insert(0, "theirs")
  page.environment.socket.open()
  page.environment.socket.receive(encodeStep2(Y.encodeStateAsUpdate(other)))
  assert.equal(page.text.toString(), "theirs")
  assert.equal(page.connection.state.unsaved, 0)
}))

test("changes before the server's step 1 wait for step 2 and leave with it", withPage(async (page) => {
  const { environment, connection, text } = page
  environment.socket.open()
  text.insert(0, "early")
  await microtasks()
  assert.deepEqual(typesSent(environment.socket), ["step1", "awareness"])
  environment.socket.receive(encodeStep1(emptyVector))
  const step2 = decodeMessage(environment.socket.sent[2])
  const copy = new Y.Doc()
  Y.applyUpdate(copy, step2.update)
  assert.equal(copy.getText("content").toString(), "early")
  assert.equal(connection.state.unsaved, 1)
  environment.socket.receive(acknowledgement(1))
  assert.equal(connection.state.unsaved, 0)
}))

test("after a loss unconfirmed changes are unsaved until the new step 2 is confirmed", withPage(
  async (page) => {
    const { environment, connection, text } = page
    welcome(environment)
    environment.socket.receive(acknowledgement(1))
    text.insert(0, "a")
    await microtasks()
    text.insert(1, "b")
    await microtasks()
    environment.socket.receive(acknowledgement(2))
    environment.socket.drop()
    assert.equal(connection.state.phase, "offline")
    assert.equal(connection.state.unsaved, 1)
    text.insert(2, "c")
    assert.equal(connection.state.unsaved, 2)
    environment.pass(400)
    welcome(environment)
    assert.equal(connection.state.unsaved, 2)
    environment.socket.receive(acknowledgement(1))
    assert.equal(connection.state.unsaved, 0)
  }))

test("a server that lost what it had confirmed makes it unsaved again", withPage(async (page) => {
  const { environment, connection, text } = page
  welcome(environment)
  text.insert(0, "a")
  await microtasks()
  environment.socket.receive(acknowledgement(2))
  assert.equal(connection.state.unsaved, 0)
  environment.socket.drop()
  environment.pass(400)
  environment.socket.open()
  environment.socket.receive(encodeStep1(emptyVector))
  assert.equal(connection.state.unsaved, 1)
}))

test("tries again after growing waits, and at once when asked", withPage((page) => {
  const { environment, connection } = page
  environment.socket.drop()
  assert.equal(connection.state.retryAt, 400)
  environment.pass(399)
  assert.equal(environment.sockets.length, 1)
  environment.pass(1)
  assert.equal(environment.sockets.length, 2)
  environment.socket.drop()
  assert.equal(connection.state.retryAt, 400 + 800)
  connection.retryNow()
  assert.equal(environment.sockets.length, 3)
  assert.equal(connection.state.retryAt, null)
  connection.retryNow()
  assert.equal(environment.sockets.length, 3)
}))

test("waits start small again once a connection has worked", withPage((page) => {
  const { environment, connection } = page
  environment.socket.drop()
  environment.pass(400)
  welcome(environment)
  environment.pass(5_000)
  environment.socket.drop()
  assert.equal(connection.state.retryAt, environment.now() + 400)
}))

test("waits go on growing while the server ends each connection soon after its start", withPage(
  (page) => {
    const { environment, connection } = page
    for (const wait of [400, 800, 1_600]) {
      welcome(environment)
      environment.pass(1_000)
      environment.socket.drop(1011)
      assert.equal(connection.state.retryAt, environment.now() + wait)
      assert.equal(connection.state.trouble, "failing")
      environment.pass(wait)
    }
    welcome(environment)
    assert.equal(connection.state.trouble, null)
  }))

test("names the history it knows, and none before it has heard of one", withPage((page) => {
  const { environment, connection } = page
  const asked = () => new URL(environment.socket.url).searchParams.get("epoch")
  assert.equal(asked(), "")
  welcome(environment)
  environment.socket.receive(new Uint8Array([101, 2, 97, 98]))
  environment.socket.drop()
  environment.pass(400)
  assert.equal(asked(), "ab")
  environment.socket.drop(4409, "other-history")
  assert.equal(connection.state.phase, "closed")
  assert.equal(connection.state.cause, "otherHistory")
}))

test("a full disk forbids writing until everything is kept, also while connected", withPage(
  async (page) => {
    const { environment, connection, text } = page
    welcome(environment)
    environment.socket.receive(acknowledgement(1))
    text.insert(0, "a")
    await microtasks()
    environment.socket.drop(1013, "disk-full")
    assert.equal(connection.state.trouble, "full")
    environment.pass(400)
    // The server has gone down meanwhile, which is no news of its disk.
    environment.socket.drop()
    assert.equal(connection.state.trouble, "full")
    environment.pass(800)
    welcome(environment)
    assert.equal(connection.state.phase, "online")
    assert.equal(connection.state.trouble, "full")
    environment.socket.receive(acknowledgement(1))
    assert.equal(connection.state.unsaved, 0)
    assert.equal(connection.state.trouble, null)
  }))

test("knows up to where the server has what this page wrote", withPage(async (page) => {
  const { environment, connection, text } = page
  welcome(environment)
  text.insert(0, "abc")
  await microtasks()
  assert.equal(connection.savedClock, 0)
  environment.socket.receive(acknowledgement(2))
  assert.equal(connection.savedClock, 3)
  text.insert(3, "de")
  await microtasks()
  environment.socket.drop(4403, "no")
  assert.equal(connection.savedClock, 3)
}))

test("30 s of silence end a connection; any message resets them", withPage((page) => {
  const { environment, connection } = page
  welcome(environment)
  environment.pass(29_000)
  environment.socket.receive(new Uint8Array([1, 1, 0]))
  environment.pass(29_999)
  assert.equal(connection.state.phase, "online")
  environment.pass(1)
  assert.equal(connection.state.phase, "offline")
}))

test("an opening that takes more than 10 s is given up", withPage((page) => {
  page.environment.pass(10_000)
  assert.equal(page.connection.state.phase, "offline")
}))

test("a probe ends a dead connection within 5 s and keeps a living one", withPage((page) => {
  const { environment, connection } = page
  welcome(environment)
  connection.probe()
  environment.socket.receive(encodeStep2(emptyUpdate))
  environment.pass(5_000)
  assert.equal(connection.state.phase, "online")
  connection.probe()
  environment.pass(5_000)
  assert.equal(connection.state.phase, "offline")
}))

for (const [code, cause] of [[4403, "refused"], [4401, "signIn"], [1009, "tooLarge"], [4410, "gone"]]) {
  test(`close code ${code} is final: ${cause}`, withPage((page) => {
    const { environment, connection } = page
    welcome(environment)
    environment.socket.drop(code, "because")
    assert.equal(connection.state.phase, "closed")
    assert.equal(connection.state.cause, cause)
    assert.equal(connection.state.reason, "because")
    environment.pass(60_000)
    connection.retryNow()
    assert.equal(environment.sockets.length, 1)
  }))
}

test("a message that cannot be read ends the connection, not the page", withPage((page) => {
  const { environment, connection } = page
  welcome(environment)
  const log = console.error
  console.error = () => {}
  environment.socket.receive(new Uint8Array([0, 2, 200]))
  console.error = log
  assert.equal(connection.state.phase, "offline")
}))

test("others are forgotten at a loss, and return although their clocks have not moved", withPage(
  (page) => {
    const { environment, awareness } = page
    const other = createAwareness()
    other.setLocalState({ user: { name: "Zoé" } })
    const frame = encodeAwareness(encodeAwarenessUpdate(other, [other.clientID]))
    welcome(environment)
    environment.socket.receive(frame)
    assert.equal(awareness.getStates().has(other.clientID), true)
    environment.socket.drop()
    assert.equal(awareness.getStates().has(other.clientID), false)
    environment.pass(400)
    welcome(environment)
    environment.socket.receive(frame)
    assert.equal(awareness.getStates().has(other.clientID), true)
  }))

test("introduces itself anew at each connection, with a greater clock", withPage((page) => {
  const { environment, awareness, doc } = page
  const clock = () => awareness.meta.get(doc.clientID).clock
  welcome(environment)
  const first = clock()
  environment.socket.drop()
  environment.pass(400)
  welcome(environment)
  assert.ok(clock() > first)
  assert.ok(typesSent(environment.socket).includes("awareness"))
}))

for (const seed of seeds(200)) {
  test(`never claims more than the disk holds (seed ${seed})`, withPage(async (page) => {
    const { environment, connection, doc, text } = page
    const random = new Random(seed)
    const server = new ModelledServer()
    for (let step = 0; step < 80; step += 1) {
      const action = random.below(10)
      if (action < 5) {
        const length = random.below(3)
        if (text.length > length && random.below(3) === 0) text.delete(0, 1 + length)
        else text.insert(random.below(text.length + 1), "xyz".slice(0, 1 + length))
      } else if (action < 7) {
        await microtasks()
      } else if (action < 9) {
        if (server.isConnected) server.commit(random.below(server.waiting + 1))
        else if (environment.socket.readyState === 0) server.accept(environment.socket)
        else environment.pass(15_000)
      } else {
        server.crash()
      }
      const { phase, unsaved } = connection.state
      if (phase === "online" && unsaved === 0) assertSameDocument(doc, server.disk)
      assert.ok(unsaved >= 0)
    }
    while (!server.isConnected) {
      if (environment.socket.readyState === 0) server.accept(environment.socket)
      else environment.pass(100)
    }
    await microtasks()
    server.commit()
    assert.equal(connection.state.unsaved, 0)
    assertSameDocument(doc, server.disk)
  }))
}

/** @param {Y.Doc} ours @param {Y.Doc} disk */
function assertSameDocument(ours, disk) {
  assert.equal(disk.getText("content").toString(), ours.getText("content").toString())
  assert.deepEqual(Y.encodeStateVector(disk), Y.encodeStateVector(ours))
}
