// SPDX-License-Identifier: Apache-2.0

/**
 * Local operations as plain data, drawn at random and carried out in Yjs, so that another
 * implementation can carry out the same ones.
 *
 * A type is named by its root and the steps from there: visible indices and keys. New content is
 * `{value}`, `{text}`, `{delta}`, `{map}`, `{array}`, `{element, attributes, children}`,
 * `{xmlText}`, `{fragment}`, `{hook, entries}` or `{document}`.
 */

import { root } from './describe.mjs'
import { Y } from './plain-yjs.mjs'
import { randomBytes, randomJSON, randomText, randomValue } from './values.mjs'

const keys = ['', 'a', 'b', 'clé', 'titre']
const names = ['P', 'h1', 'é']
const formats = ['bold', 'lien', 'couleur', 'e\u0301', 'é']
const links = ['{"href":"x"}', '{"href":"y","rel":["a","b"]}', '[1,2]']
const values = [true, true, null, null, 'rouge', 1.5, false, 0, '', 'bleu']
const deepest = 4

/** A value of a text attribute; equal objects are identical. */
function attributeValue(random) {
  return random.chance(0.15) ? JSON.parse(random.pick(links)) : random.pick(values)
}

function attributes(random) {
  const result = {}
  for (let count = random.weighted({ 1: 6, 2: 2, 0: 1 }); count > 0; count--) {
    result[random.pick(formats)] = attributeValue(random)
  }
  return result
}

/** The shared types visible directly inside another, each with the step that leads there. */
function nested(type) {
  const found = []
  let index = 0
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (item.content instanceof Y.ContentType) found.push([index, item.content.type])
    index += item.length
  }
  for (const [key, item] of type._map) {
    if (!item.deleted && item.content instanceof Y.ContentType) found.push([key, item.content.type])
  }
  return found
}

/** The type a path leads to. */
export function find(doc, roots, [name, ...steps]) {
  let type = root(doc, roots.find((each) => each.name === name))
  for (const step of steps) type = nested(type).find(([key]) => key === step)[1]
  return type
}

/**
 * A random operation on a document.
 *
 * @param {import('./random.mjs').Random} random
 * @param {any} doc A Yjs document.
 * @param {{name: string, kind: string}[]} roots
 */
export function randomOperation(random, doc, roots) {
  const first = random.pick(roots)
  let type = root(doc, first)
  const path = [first.name]
  for (let inner = nested(type); inner.length > 0 && random.chance(0.55); inner = nested(type)) {
    const [step, next] = random.pick(inner)
    path.push(step)
    type = next
  }
  const depth = path.length - 1
  if (type instanceof Y.Text) return { path, ...textOperation(random, type, depth) }
  if (type instanceof Y.Map) return { path, ...mapOperation(random, type, depth) }
  if (type instanceof Y.XmlFragment) return { path, ...xmlOperation(random, type, depth) }
  return { path, ...arrayOperation(random, type, depth) }
}

function offset(random, length) {
  return random.weighted({ start: 2, end: 2, middle: 1, any: 3 }) === 'any'
    ? random.between(0, length)
    : random.pick([0, length, Math.floor(length / 2)])
}

function range(random, total) {
  const at = Math.min(offset(random, total), total - 1)
  return { at, length: random.between(1, Math.min(total - at, random.chance(0.1) ? total : 6)) }
}

function textOperation(random, text, depth) {
  const { length } = text
  const at = offset(random, length)
  const kinds = {
    insert: 5, insertFormatted: 3, embed: 1, edits: 1.5, attribute: 0.3, replace: length < 40 ? 0.3 : 0,
    delete: length > 0 ? (length > 60 ? 9 : 4) : 0, format: length > 0 ? 5 : 0,
  }
  switch (random.weighted(kinds)) {
    case 'insert': return { op: 'insert', at, text: randomText(random) }
    case 'insertFormatted': return { op: 'insert', at, text: randomText(random), attributes: attributes(random) }
    case 'embed': return { op: 'embed', at, content: embed(random, depth), attributes: attributes(random) }
    case 'edits': return { op: 'edits', edits: edits(random, length, depth) }
    case 'delete': return { op: 'delete', ...range(random, length) }
    case 'format': return { op: 'format', ...range(random, length), attributes: attributes(random) }
    default: return attributeOperation(random)
  }
}

function embed(random, depth) {
  if (depth < deepest && random.chance(0.3)) return random.pick([{ map: [['a', { value: 1 }]] }, { text: 'dedans' }])
  return { value: { image: randomJSON(random) } }
}

function edits(random, length, depth) {
  const steps = []
  for (let rest = length; rest > 0 && steps.length < 6;) {
    const count = random.between(1, rest)
    steps.push(random.pick([{ retain: count }, { retain: count, attributes: attributes(random) }, { delete: count }]))
    if (random.chance(0.5)) steps.push({ insert: randomText(random), attributes: attributes(random) })
    if (random.chance(0.1)) steps.push({ embed: embed(random, depth), attributes: attributes(random) })
    rest -= count
    if (rest === 0 && random.chance(0.3)) {
      steps.push({ retain: random.between(1, 3), attributes: attributes(random) })
    }
  }
  return steps.length > 0 ? steps : [{ insert: randomText(random) }]
}

function attributeOperation(random) {
  const key = random.pick(['class', 'clé', 'id'])
  if (random.chance(0.3)) return { op: 'removeAttribute', key }
  return { op: 'attribute', key, value: random.chance(0.8) ? randomText(random) : randomValue(random) }
}

function mapOperation(random, map, depth) {
  const key = random.pick(keys)
  switch (random.weighted({ set: 5, remove: 2, clear: 0.2, undefined: 0.3 })) {
    case 'remove': return { op: 'remove', key }
    case 'clear': return { op: 'clear' }
    case 'undefined': return { op: 'set', key, content: { value: undefined } }
    default: return { op: 'set', key, content: anyContent(random, depth) }
  }
}

function arrayOperation(random, array, depth) {
  const { length } = array
  const kinds = { insert: 4, push: 1.5, delete: length > 0 ? (length > 20 ? 6 : 2) : 0 }
  switch (random.weighted(kinds)) {
    case 'delete': return { op: 'delete', ...range(random, length) }
    case 'push': return { op: 'push', contents: contents(random, depth) }
    default: return { op: 'elements', at: offset(random, length), contents: contents(random, depth) }
  }
}

function contents(random, depth) {
  return Array.from({ length: random.between(1, 4) }, () => anyContent(random, depth))
}

function xmlOperation(random, fragment, depth) {
  const { length } = fragment
  const kinds = {
    insert: depth < deepest ? 4 : 0, after: depth < deepest && length > 0 ? 1 : 0,
    delete: length > 0 ? 1 : 0, attribute: fragment instanceof Y.XmlElement ? 2 : 0, none: 0.1,
  }
  switch (random.weighted(kinds)) {
    case 'insert': return { op: 'elements', at: offset(random, length), contents: [xmlNode(random)] }
    case 'after': return { op: 'after', at: random.below(length), contents: [xmlNode(random)] }
    case 'delete': return { op: 'delete', ...range(random, length) }
    case 'attribute': return attributeOperation(random)
    default: return { op: 'nothing' }
  }
}

function xmlNode(random) {
  switch (random.weighted({ element: 3, text: 3, formatted: 1, hook: 0.5 })) {
    case 'element': return {
      element: random.pick(names),
      attributes: random.chance(0.4) ? [['class', randomText(random)], ['clé', randomValue(random)]] : [],
      children: random.chance(0.5) ? [{ xmlText: randomText(random) }] : [],
    }
    case 'text': return { xmlText: randomText(random) }
    case 'formatted': return { xmlDelta: edits(random, 0, deepest) }
    default: return { hook: random.pick(names), entries: [['a', { value: randomValue(random) }]] }
  }
}

function anyContent(random, depth) {
  switch (random.weighted({ value: 5, bytes: 1, document: 0.5, type: depth < deepest ? 2 : 0 })) {
    case 'bytes': return { value: randomBytes(random) }
    case 'document': return { document: subDocument(random) }
    case 'type': return sharedType(random)
    default: return { value: randomValue(random) }
  }
}

function subDocument(random) {
  const options = { guid: `doc-${random.below(1000)}`, gc: random.chance(0.7), autoLoad: random.chance(0.3) }
  return random.chance(0.5) ? options : { ...options, meta: randomValue(random) }
}

function sharedType(random) {
  switch (random.weighted({ text: 3, delta: 1, map: 2, array: 2, element: 1, xmlText: 1, fragment: 0.5 })) {
    case 'text': return { text: random.chance(0.7) ? randomText(random) : '' }
    case 'delta': return { delta: edits(random, 0, deepest) }
    case 'map': return { map: [[random.pick(keys), { value: randomValue(random) }], ['z', { text: 'z' }]] }
    case 'array': return { array: [{ value: randomValue(random) }, random.chance(0.3) ? { text: 'x' } : { value: 1 }] }
    case 'element': return xmlNode(random)
    case 'xmlText': return { xmlText: randomText(random) }
    default: return { fragment: [xmlNode(random)] }
  }
}

/** Makes new content. */
function make(content) {
  if ('value' in content) return content.value
  if ('text' in content) return new Y.Text(content.text)
  if ('delta' in content) return filled(new Y.Text(), content.delta)
  if ('map' in content) return new Y.Map(content.map.map(([key, inner]) => [key, make(inner)]))
  if ('array' in content) return Y.Array.from(content.array.map(make))
  if ('xmlText' in content) return new Y.XmlText(content.xmlText)
  if ('xmlDelta' in content) return filled(new Y.XmlText(), content.xmlDelta)
  if ('document' in content) return new Y.Doc(content.document)
  if ('hook' in content) {
    const hook = new Y.XmlHook(content.hook)
    for (const [key, inner] of content.entries) hook.set(key, make(inner))
    return hook
  }
  const type = 'fragment' in content ? new Y.XmlFragment() : new Y.XmlElement(content.element)
  type.insert(0, (content.children ?? content.fragment).map(make))
  for (const [key, value] of content.attributes ?? []) type.setAttribute(key, value)
  return type
}

function filled(text, steps) {
  text.applyDelta(steps.map(delta))
  return text
}

/** A step of an edit as Yjs wants it; it writes into the attributes it is given. */
function delta(step) {
  const copy = { ...step, attributes: { ...step.attributes } }
  if (step.embed) copy.insert = make(step.embed)
  delete copy.embed
  return copy
}

/** Carries an operation out. */
export function perform(type, operation) {
  const { at, length, key, value } = operation
  const named = operation.attributes && { ...operation.attributes }
  switch (operation.op) {
    case 'insert': return type.insert(at, operation.text, named)
    case 'embed': return type.insertEmbed(at, make(operation.content), named)
    case 'edits': return type.applyDelta(operation.edits.map(delta))
    case 'format': return type.format(at, length, named)
    case 'delete': return type.delete(at, length)
    case 'attribute': return type.setAttribute(key, value)
    case 'removeAttribute': return type.removeAttribute(key)
    case 'set': return type.set(key, make(operation.content))
    case 'remove': return type.delete(key)
    case 'clear': return type.clear()
    case 'push': return type.push(operation.contents.map(make))
    case 'elements': return type.insert(at, operation.contents.map(make))
    case 'after': return type.insertAfter(type.get(at), operation.contents.map(make))
    default:
  }
}

/** A shared type as plain values, as its `toJSON` gives it. */
export function plain(value) {
  if (value instanceof Y.Doc) return { guid: value.guid }
  if (value instanceof Y.Map) return Object.fromEntries([...value.entries()].map(([key, inner]) => [key, plain(inner)]))
  if (value instanceof Y.Array) return value.toArray().map(plain)
  return value instanceof Y.AbstractType ? value.toString() : value
}

/** The runs of a text, shared types as plain values. */
export function plainRuns(text) {
  return text.toDelta().map((run) => ({ ...run, insert: plain(run.insert) }))
}
