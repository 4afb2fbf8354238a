// SPDX-License-Identifier: Apache-2.0

/**
 * Yjs beside our engine, measured the same way:
 *
 *     node yjs.mjs updates TRACE OUTPUT     replays a trace and writes its updates
 *     node yjs.mjs measure TRACE UPDATES    prints one JSON line per measure
 */

import { Module, createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

// Debian keeps Node modules in a folder that Node itself does not search.
process.env.NODE_PATH ||= '/usr/share/nodejs'
Module._initPaths()
const require = createRequire(import.meta.url)
const Y = require('yjs')

const [command, tracePath, file] = process.argv.slice(2)
const trace = JSON.parse(gunzipSync(readFileSync(tracePath)))
const name = tracePath.split('/').at(-1).split('.')[0]
const runs = 7

if (command === 'updates') writeUpdates(trace.kind === 'concurrent' ? replayConcurrent() : replaySequential())
else measureAll(readUpdates())

function type(text, patches) {
  for (const [position, removed, inserted] of patches) {
    if (removed > 0) text.delete(position, removed)
    if (inserted !== '') text.insert(position, inserted)
  }
}

function recording(doc, updates) {
  doc.on('update', (update, origin, _, transaction) => { if (transaction.local) updates.push(update) })
  return doc
}

function replaySequential() {
  const updates = []
  const doc = recording(new Y.Doc(), updates)
  doc.clientID = 1
  const text = doc.getText('text')
  for (const { patches } of trace.txns) for (const patch of patches) doc.transact(() => type(text, [patch]))
  return updates
}

/** One document per agent; before a transaction it gets what the parents knew. Client IDs ascend. */
function replayConcurrent() {
  const updates = []
  const docs = Array.from({ length: trace.numAgents }, (_, agent) => {
    const doc = recording(new Y.Doc(), updates)
    doc.clientID = agent + 1
    return doc
  })
  const known = docs.map(() => new Set())
  const made = []
  for (const [index, { parents, agent, patches }] of trace.txns.entries()) {
    const wanted = []
    const stack = [...parents]
    while (stack.length > 0) {
      const parent = stack.pop()
      if (known[agent].has(parent)) continue
      known[agent].add(parent)
      wanted.push(parent)
      stack.push(...trace.txns[parent].parents)
    }
    for (const other of wanted.sort((left, right) => left - right)) {
      for (const update of made[other]) Y.applyUpdate(docs[agent], update)
    }
    const before = updates.length
    docs[agent].transact(() => type(docs[agent].getText('text'), patches))
    made[index] = updates.slice(before)
    known[agent].add(index)
  }
  return updates
}

function writeUpdates(updates) {
  const parts = updates.flatMap((update) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(update.length)
    return [length, update]
  })
  writeFileSync(file, Buffer.concat(parts))
}

function readUpdates() {
  const bytes = readFileSync(file)
  const updates = []
  for (let offset = 0; offset < bytes.length;) {
    const length = bytes.readUInt32LE(offset)
    updates.push(new Uint8Array(bytes.subarray(offset + 4, offset + 4 + length)))
    offset += 4 + length
  }
  return updates
}

function median(values) {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)]
}

function report(measure, count, body) {
  let bytes = body()
  const walls = []
  const cpus = []
  for (let run = 0; run < runs; run++) {
    const cpu = process.cpuUsage()
    const start = process.hrtime.bigint()
    bytes = body()
    walls.push(Number(process.hrtime.bigint() - start) / 1e6)
    const used = process.cpuUsage(cpu)
    cpus.push((used.user + used.system) / 1e3)
  }
  const ms = median(walls)
  console.log(JSON.stringify({
    engine: 'yjs', trace: name, measure, n: count, ms, cpu_ms: median(cpus), ns_per_op: (ms * 1e6) / count, bytes,
  }))
}

function expectEnd(text) {
  if (text.toString() !== trace.endContent) throw new Error('a replay ended in another text')
}

function measureAll(updates) {
  if (trace.kind !== 'concurrent') {
    const patches = trace.txns.flatMap((transaction) => transaction.patches)
    report('local', patches.length, () => {
      const text = new Y.Doc().getText('text')
      for (const patch of patches) type(text, [patch])
      expectEnd(text)
      return text.length
    })
  }
  report('remote', updates.length, () => {
    const doc = new Y.Doc()
    for (const update of updates) Y.applyUpdate(doc, update)
    expectEnd(doc.getText('text'))
    return doc.getText('text').length
  })
  const doc = new Y.Doc()
  let halfway
  for (const [index, update] of updates.entries()) {
    if (index === Math.floor(updates.length / 2)) halfway = Y.encodeStateVector(doc)
    Y.applyUpdate(doc, update)
  }
  const state = Y.encodeStateAsUpdate(doc)
  const stateV2 = Y.encodeStateAsUpdateV2(doc)
  const loaded = (bytes, apply) => {
    const fresh = new Y.Doc()
    apply(fresh, bytes)
    expectEnd(fresh.getText('text'))
    return fresh
  }
  report('load_v1', 1, () => { loaded(state, Y.applyUpdate); return state.length })
  report('load_v2', 1, () => { loaded(stateV2, Y.applyUpdateV2); return stateV2.length })
  const fresh = loaded(state, Y.applyUpdate)
  report('encode_v1', 1, () => Y.encodeStateAsUpdate(fresh).length)
  const batches = []
  for (let start = 0; start < updates.length; start += 1000) batches.push(updates.slice(start, start + 1000))
  report('merge_v1', updates.length, () => {
    const merged = batches.map((batch) => Y.mergeUpdates(batch))
    loaded(Y.mergeUpdates(merged), Y.applyUpdate)
    return merged.reduce((sum, update) => sum + update.length, 0)
  })
  report('diff_v1', 1, () => Y.encodeStateAsUpdate(fresh, halfway).length)
  if (globalThis.gc) {
    globalThis.gc()
    const before = process.memoryUsage().heapUsed
    const kept = Array.from({ length: 10 }, () => loaded(state, Y.applyUpdate))
    globalThis.gc()
    const bytes = Math.round((process.memoryUsage().heapUsed - before) / kept.length)
    console.log(JSON.stringify({ engine: 'yjs', trace: name, measure: 'memory', n: 1, ms: 0, cpu_ms: 0, ns_per_op: 0, bytes }))
  }
}
