// SPDX-License-Identifier: Apache-2.0

/**
 * A real recording typed by three people through the server: at random moments its history must read
 * as Yjs does that replays the recording to there, and every character must be its typist's.
 *
 *     node history-trace.mjs [MOMENTS [TRANSACTIONS]]      1,000 moments, the whole recording
 *
 * The traces lie in the folder `traces` of ENCRIER_SHARED, or beside the project in `../shared`.
 */

import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { WebSocket, WebsocketProvider, Y } from './libraries.mjs'
import { Random } from './random.mjs'
import { Server } from './server.mjs'

const shared = process.env.ENCRIER_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url))
const file = join(shared, 'traces', 'automerge-paper.json.gz')
const pad = 'automerge-paper'
const momentCount = Number(process.argv[2] ?? 1000)

/** How long anything may take before the test fails, in milliseconds. */
const patience = 60_000

/** Somebody at the pad: a browser with its own cookie and one connection. */
class Typist {
  constructor(server, cookie, clientID) {
    this.cookie = cookie
    this.doc = new Y.Doc()
    this.doc.clientID = clientID
    this.text = this.doc.getText('content')
    class CookieSocket extends WebSocket {
      constructor(url, protocols) {
        super(url, protocols, { headers: { Cookie: cookie } })
      }
    }
    this.provider = new WebsocketProvider(server.syncURL, pad, this.doc, {
      WebSocketPolyfill: CookieSocket, disableBc: true, params: { acks: '1' },
    })
    // Message 100 is ours: how many of the messages with updates are on disk.
    this.saved = 0
    this.provider.messageHandlers[100] = (encoder, decoder) => {
      let shift = 1
      this.saved = 0
      for (let more = true; more; shift *= 128) {
        const byte = decoder.arr[decoder.pos++]
        this.saved += (byte & 127) * shift
        more = byte > 127
      }
    }
    this.sent = 0
    this.doc.on('update', (update, origin) => { if (origin !== this.provider) this.sent += 1 })
  }

  static async visiting(server, clientID) {
    // Whoever starts a pad is given a cookie, with or without a page.
    const answer = await fetch(server.url('/api/v1/pads'), { method: 'POST' })
    return new Typist(server, answer.headers.get('set-cookie').split(';')[0], clientID)
  }

  /** Resolves when everything typed is on disk; the answer to step 1 counts as one message. */
  allSaved() {
    return until(() => this.saved >= this.sent + 1, 'an acknowledgement')
  }
}

async function until(condition, what) {
  const end = Date.now() + patience
  while (!condition()) {
    if (Date.now() > end) throw new Error(`${what} did not come`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** What people type in a stretch of time, and which row of the log it ends with. */
async function type(server, trace, random) {
  const typists = []
  for (const client of [101, 102, 103]) typists.push(await Typist.visiting(server, client))
  await until(() => typists.every(({ provider }) => provider.synced), 'synchronisation')
  const marks = [{ position: 0, sequence: 0 }]
  let position = 0
  while (position < trace.length) {
    const index = random.below(typists.length)
    const typist = typists[index]
    const end = Math.min(trace.length, position + random.between(1, 250))
    const before = Y.encodeStateVector(typist.doc)
    for (; position < end; position++) {
      const { patches } = trace[position]
      typist.doc.transact(() => {
        for (const [offset, removed, inserted] of patches) {
          if (removed > 0) typist.text.delete(offset, removed)
          if (inserted) typist.text.insert(offset, inserted)
        }
      })
    }
    await typist.allSaved()
    const update = Y.encodeStateAsUpdate(typist.doc, before)
    // As if the server had brought it: who types next must not wait for it.
    for (const other of typists) if (other !== typist) Y.applyUpdate(other.doc, update, other.provider)
    const { headers } = await fetch(server.url(`/api/v1/pads/${pad}/text`), { method: 'HEAD' })
    marks.push({ position, sequence: Number(/-(\d+)"$/.exec(headers.get('etag'))[1]), typist: index })
  }
  const cookies = typists.map(({ cookie }) => cookie)
  for (const { provider, doc } of typists) {
    provider.destroy()
    provider.awareness.destroy()
    doc.destroy()
  }
  return { marks, cookies }
}

/** The text and the typist of every unit at some positions, by a replay that knows no server. */
function* replay(trace, marks, positions) {
  const doc = new Y.Doc()
  const text = doc.getText('content')
  const typists = []
  let mark = 0
  let position = 0
  for (const wanted of positions) {
    for (; position < wanted; position++) {
      while (marks[mark].position <= position) mark += 1
      doc.transact(() => {
        for (const [offset, removed, inserted] of trace[position].patches) {
          if (removed > 0) text.delete(offset, removed)
          if (inserted) text.insert(offset, inserted)
          typists.splice(offset, removed, ...Array(inserted.length).fill(marks[mark].typist))
        }
      })
    }
    yield { text: text.toString(), typists }
  }
}

/** Throws unless every unit is its typist's; says what is another's. */
function expectTypists(found, expected, text, sequence) {
  const first = found.findIndex((person, index) => person !== expected[index])
  if (first < 0 && found.length === expected.length) return
  let end = first
  while (end < text.length && found[end] !== expected[end]) end += 1
  throw new Error(`after row ${sequence} "${text.slice(first, end)}" at ${first} is ${found[first]}'s, not ${expected[first]}'s`)
}

async function check(server, trace, { marks, cookies }, random) {
  const chosen = random.shuffled(marks).slice(0, momentCount).sort((a, b) => a.position - b.position)
  const texts = replay(trace, marks, chosen.map(({ position }) => position))
  const expected = []
  for (const { sequence } of chosen) {
    const { text, typists } = texts.next().value
    expected.push({ sequence, text, typists: [...typists] })
  }
  // Whose number is whose: each typist asks who they are.
  const numbers = await Promise.all(cookies.map(async (cookie) => {
    const answer = await fetch(server.url(`/api/v1/pads/${pad}/attribution`), { headers: { Cookie: cookie } })
    return (await answer.json()).persons.find(({ mine }) => mine)?.id
  }))
  const times = []
  for (const { sequence, text, typists } of random.shuffled(expected)) {
    const begun = performance.now()
    const answer = await fetch(server.url(`/api/v1/pads/${pad}/attribution?at=${sequence}&text=1`))
    const body = await answer.json()
    times.push(performance.now() - begun)
    assert.equal(answer.status, 200, JSON.stringify(body))
    assert.equal(body.moment.sequence, sequence)
    assert.equal(body.text, text, `the text after row ${sequence}`)
    const found = body.runs.flatMap(({ person, length }) => Array(length).fill(person))
    expectTypists(found, typists.map((typist) => numbers[typist]), text, sequence)
  }
  times.sort((a, b) => a - b)
  const at = (part) => times[Math.min(times.length - 1, Math.floor(part * times.length))].toFixed(1)
  return `${times.length} random moments with authors: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`
}

/** Reads a moment from a server that has just started, which has nothing in memory. */
async function cold(server, marks) {
  const { sequence } = marks[Math.floor(marks.length / 3)]
  const begun = performance.now()
  await (await fetch(server.url(`/api/v1/pads/${pad}/history/${sequence}`))).text()
  return `${(performance.now() - begun).toFixed(0)} ms`
}

if (!existsSync(file)) {
  console.log(`skipped: there is no ${file}`)
} else {
  const random = new Random(8)
  const recorded = JSON.parse(gunzipSync(readFileSync(file))).txns
  const trace = recorded.slice(0, Number(process.argv[3] ?? recorded.length))
  const server = new Server()
  await server.start()
  try {
    const typed = await type(server, trace, random)
    const rows = typed.marks.at(-1).sequence
    console.log(`${trace.length} transactions by three people in ${rows} rows`)
    const begun = performance.now()
    const first = await fetch(server.url(`/api/v1/pads/${pad}/history`))
    assert.equal(first.status, 200)
    console.log(`first look at the whole history: ${(performance.now() - begun).toFixed(0)} ms`)
    console.log(await check(server, trace, typed, random))
    await server.stop()
    const bytes = statSync(join(server.data, 'encrier.sqlite')).size
    console.log(`database: ${bytes} bytes, ${(bytes / trace.length).toFixed(1)} a transaction`)
    await server.start()
    console.log(`one moment after a start: ${await cold(server, typed.marks)}`)
  } finally {
    await server.remove()
  }
}
