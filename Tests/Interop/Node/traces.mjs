// SPDX-License-Identifier: Apache-2.0

/**
 * Real recordings of people typing, replayed through the server by real Yjs clients: a newcomer and
 * the HTTP route must then read exactly the recorded end.
 *
 *     node traces.mjs [NAME…]      all traces unless said
 *
 * The traces lie in the folder `traces` of ENCRIER_SHARED, or beside the project in `../shared`.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Y } from './libraries.mjs'
import { Server } from './server.mjs'
import { Session, until } from './sessions.mjs'

const shared = process.env.ENCRIER_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url))
const all = ['sveltecomponent', 'rustcode', 'seph-blog1', 'automerge-paper', 'friendsforever']
const root = 'content'
const roots = [{ name: root, kind: 'text' }]

/** Transactions between two turns of the event loop, in which messages leave and arrive. */
const burst = 200

const turn = () => new Promise((resolve) => setImmediate(resolve))

function load(name) {
  const trace = JSON.parse(gunzipSync(readFileSync(join(shared, 'traces', `${name}.json.gz`))))
  // Positions count code points; they are UTF-16 offsets as long as nothing lies beyond the BMP.
  const typed = trace.txns.flatMap(({ patches }) => patches.map(([, , inserted]) => inserted))
  if (typed.some((text) => /[\ud800-\udfff]/.test(text))) throw new Error(`${name} needs its positions converted`)
  return trace
}

function edit(doc, patches) {
  const text = doc.getText(root)
  doc.transact(() => {
    for (const [position, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(position, deleted)
      if (inserted) text.insert(position, inserted)
    }
  })
}

/** One person types everything. */
async function replayAlone(trace, [writer]) {
  if (trace.startContent) edit(writer.doc, [[0, 0, trace.startContent]])
  for (const [index, { patches }] of trace.txns.entries()) {
    edit(writer.doc, patches)
    if (index % burst === 0) await turn()
  }
}

/**
 * Several people type at once. Each one's document holds exactly the parents of what is typed next;
 * their clients only pass the updates on, because they hear the others at other moments.
 */
async function replayTogether(trace, clients) {
  const docs = clients.map((_, agent) => {
    const own = new Y.Doc()
    // Ties are broken by client ID; the recorded end is that of ascending ones.
    own.clientID = 1000 + agent
    return own
  })
  const known = clients.map(() => new Set())
  const updates = []
  const receive = (agent, index) => {
    const missing = []
    for (const rest = [index]; rest.length > 0;) {
      const next = rest.pop()
      if (known[agent].has(next)) continue
      known[agent].add(next)
      missing.push(next)
      rest.push(...trace.txns[next].parents)
    }
    for (const next of missing.sort((left, right) => left - right)) {
      Y.applyUpdate(docs[agent], updates[next])
      // As if the server had brought it: what is typed next must not wait there for its parents.
      Y.applyUpdate(clients[agent].doc, updates[next], clients[agent].provider)
    }
  }
  for (const [index, { agent, parents, patches }] of trace.txns.entries()) {
    for (const parent of parents) receive(agent, parent)
    docs[agent].once('update', (update) => { updates[index] = update })
    edit(docs[agent], patches)
    known[agent].add(index)
    Y.applyUpdate(clients[agent].doc, updates[index])
    if (index % burst === 0) await turn()
  }
}

/** Throws unless a text is the recorded one; says where it differs. */
function expectEqual(found, expected, reader) {
  if (found === expected) return
  let place = 0
  while (found[place] === expected[place]) place += 1
  throw new Error(`${reader} reads ${found.length} units instead of ${expected.length}, the first other one at ${place}`)
}

async function replay(server, name) {
  const begun = performance.now()
  const trace = load(name)
  const agents = trace.numAgents ?? 1
  const clients = Array.from({ length: agents }, (_, agent) => new Session(server, name, 2000 + agent, roots))
  for (const client of clients) await client.synced()
  await (agents > 1 ? replayTogether : replayAlone)(trace, clients)

  const newcomer = new Session(server, name, 5000, roots)
  await until(() => clients.every(({ doc }) => hasAllOf(newcomer.doc, doc)), [newcomer])
  expectEqual(newcomer.doc.getText(root).toString(), trace.endContent, 'a newcomer')

  const response = await fetch(server.url(`/api/v1/pads/${name}/text`))
  if (!response.ok) throw new Error(`GET text answers ${response.status}`)
  expectEqual(await response.text(), trace.endContent, 'GET text')
  for (const session of [newcomer, ...clients]) session.close()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`${name}: ${trace.txns.length} transactions, equal to the recording, ${seconds} s`)
}

/** Whether a document has every insertion of another. */
function hasAllOf(doc, other) {
  return [...other.store.clients.keys()].every(
    (client) => Y.getState(doc.store, client) === Y.getState(other.store, client))
}

if (!existsSync(join(shared, 'traces'))) {
  console.log(`skipped: there are no traces in ${join(shared, 'traces')}`)
} else {
  const server = new Server()
  await server.start()
  try {
    for (const name of process.argv.length > 2 ? process.argv.slice(2) : all) await replay(server, name)
  } finally {
    await server.remove()
  }
}
