// SPDX-License-Identifier: Apache-2.0

/** What two documents must have in common, written so that equal means equal text. */

import { Y } from './libraries.mjs'

/** The kinds of root, and how Yjs gives each. */
const kinds = {
  text: Y.Text, map: Y.Map, array: Y.Array, xml: Y.XmlFragment,
}

/** The root of a document with its kind. */
export function root(doc, { name, kind }) {
  return doc.get(name, kinds[kind])
}

/**
 * A value as JSON that keeps apart what JSON does not: undefined, -0, NaN, infinities, BigInt,
 * bytes, sub-documents. Keys are sorted.
 */
export function canonical(value) {
  if (value === undefined) return { $undefined: true }
  if (typeof value === 'bigint') return { $bigInt: String(value) }
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $number: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('hex') }
  if (value instanceof Y.Doc) return { $document: value.guid, ...canonical(documentOptions(value)) }
  if (value instanceof Y.AbstractType) return describe(value)
  if (Array.isArray(value)) return value.map(canonical)
  return sorted(Object.entries(value).map(([key, inner]) => [key, canonical(inner)]))
}

function documentOptions(doc) {
  return { gc: doc.gc, autoLoad: doc.autoLoad, meta: doc.meta }
}

function sorted(entries) {
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** Everything there is in a shared type: kind, content, attributes, and the order of its items. */
export function describe(type) {
  return {
    kind: type instanceof Y.XmlElement ? `element ${type.nodeName}` : type.constructor.name,
    hook: type instanceof Y.XmlHook ? type.hookName : undefined,
    content: content(type),
    attributes: type instanceof Y.Map ? undefined : attributes(type),
    items: items(type),
  }
}

function content(type) {
  if (type instanceof Y.Text) return canonical(type.toDelta())
  if (type instanceof Y.Map) return sorted([...type.entries()].map(([key, value]) => [key, canonical(value)]))
  return type.toArray().map(canonical)
}

function attributes(type) {
  const found = [...type._map].filter(([, item]) => !item.deleted)
  return sorted(found.map(([key, item]) => [key, canonical(item.content.getContent().at(-1))]))
}

/** The item runs of a type in their order, deleted ones included: `client:clock+length`. */
function items(type) {
  const last = sorted([...type._map])
  return { list: chain(type._start), keys: sorted(Object.entries(last).map(([key, item]) => [key, chain(first(item))])) }
}

function first(item) {
  let found = item
  while (found.left !== null) found = found.left
  return found
}

function chain(start) {
  const runs = []
  for (let item = start; item !== null; item = item.right) {
    const { client, clock } = item.id
    const run = runs.at(-1)
    if (run && run.client === client && run.end === clock && run.deleted === item.deleted) run.end += item.length
    else runs.push({ client, clock, end: clock + item.length, deleted: item.deleted })
  }
  return runs.map((run) => `${run.client}:${run.clock}+${run.end - run.clock}${run.deleted ? ' deleted' : ''}`)
}

/** The deleted ranges by client, clients and ranges ascending, neighbours joined: `[clock, length]`. */
export function deletedRanges(doc) {
  const clients = [...Y.createDeleteSetFromStructStore(doc.store).clients].sort(([left], [right]) => left - right)
  return clients.map(([client, ranges]) => {
    const joined = []
    for (const { clock, len } of [...ranges].sort((left, right) => left.clock - right.clock)) {
      const previous = joined.at(-1)
      if (previous && previous[0] + previous[1] >= clock) {
        previous[1] = Math.max(previous[1], clock + len - previous[0])
      } else joined.push([clock, len])
    }
    return [client, joined]
  })
}

/** The next clocks by client, clients ascending. */
export function nextClocks(doc) {
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([left], [right]) => left - right)
}

/** A whole document: next clocks, deleted ranges and every root. */
export function describeDocument(doc, roots) {
  return {
    nextClocks: nextClocks(doc),
    deleted: deletedRanges(doc),
    roots: Object.fromEntries(roots.map((each) => [each.name, describe(root(doc, each))])),
  }
}

/**
 * The first place where two descriptions differ, or null.
 *
 * @returns {string | null}
 */
export function difference(found, expected, path = '') {
  if (Object.is(found, expected)) return null
  const composite = [found, expected].every((value) => value !== null && typeof value === 'object')
  if (!composite) return `${path}: ${show(found)} instead of ${show(expected)}`
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const inner = difference(found[key], expected[key], `${path}/${key}`)
    if (inner) return inner
  }
  return null
}

function show(value) {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300)
}
