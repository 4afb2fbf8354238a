// SPDX-License-Identifier: Apache-2.0

/** Random edits of every shared type, as an application would make them. */

import { root } from './describe.mjs'
import { Y } from './libraries.mjs'
import { randomBytes, randomJSON, randomText, randomValue } from './values.mjs'

const keys = ['', 'a', 'b', 'clé', 'titre']
const names = ['p', 'h1', 'é']
const formats = ['bold', 'lien', 'couleur']
const values = [true, null, null, 'rouge', 1.5, { href: 'x' }]

/** Types deeper than this get no further types, so that histories stay small. */
const deepest = 4

/**
 * One random edit of one shared type of a document, found at random.
 *
 * @param {import('./random.mjs').Random} random
 * @param {any} doc A Yjs document.
 * @param {{name: string, kind: string}[]} roots
 */
export function editSomething(random, doc, roots) {
  let type = root(doc, random.pick(roots))
  let depth = 0
  for (let inner = nested(type); inner.length > 0 && random.chance(0.55); inner = nested(type)) {
    type = random.pick(inner)
    depth += 1
  }
  if (type instanceof Y.Text) editText(random, type)
  else if (type instanceof Y.Map) editMap(random, type, depth)
  else if (type instanceof Y.XmlFragment) editXML(random, type, depth)
  else editArray(random, type, depth)
}

/** The shared types visible directly inside another. */
function nested(type) {
  const inList = []
  for (let item = type._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) inList.push(item.content.type)
  }
  const inMap = [...type._map.values()].filter((item) => !item.deleted && item.content instanceof Y.ContentType)
  return [...inList, ...inMap.map((item) => item.content.type)]
}

/** An offset where others write too: mostly the ends and the middle. */
function offset(random, length) {
  return random.weighted({ start: 2, end: 2, middle: 1, any: 3 }) === 'any'
    ? random.between(0, length)
    : random.pick([0, length, Math.floor(length / 2)])
}

function range(random, length) {
  const start = Math.min(offset(random, length), length - 1)
  return [start, random.between(1, Math.min(length - start, random.chance(0.1) ? length : 6))]
}

/** A place in a text, inside a surrogate pair only where the history may halve pairs. */
function place(random, text, offsetInText) {
  if (random.halvesPairs) return offsetInText
  const units = text.toDelta().map(({ insert }) => (typeof insert === 'string' ? insert : ' ')).join('')
  return /[\ud800-\udbff]/.test(units.charAt(offsetInText - 1)) ? offsetInText - 1 : offsetInText
}

function textOffset(random, text) {
  return place(random, text, offset(random, text.length))
}

/** A range of a text as Yjs takes it: offset and length. */
function textRange(random, text) {
  const [start, length] = range(random, text.length)
  const first = place(random, text, start)
  return [first, place(random, text, start + length) - first]
}

function attributes(random) {
  return { [random.pick(formats)]: random.pick(values) }
}

export function editText(random, text) {
  const { length } = text
  const kinds = {
    insert: 6, insertFormatted: 2, embed: 1, delta: 1, attribute: 0.5,
    delete: length > 0 ? (length > 80 ? 8 : 3) : 0, format: length > 0 ? 2 : 0,
  }
  switch (random.weighted(kinds)) {
    case 'insert': return text.insert(textOffset(random, text), randomText(random))
    case 'insertFormatted': return text.insert(textOffset(random, text), randomText(random), attributes(random))
    case 'embed': return insertEmbed(random, text)
    case 'delta': return text.applyDelta(delta(random, text))
    case 'delete': return text.delete(...textRange(random, text))
    case 'format': return text.format(...textRange(random, text), attributes(random))
    default: return editAttribute(random, text)
  }
}

function insertEmbed(random, text) {
  const embed = random.chance(0.2) ? new Y.Map([['a', 1]]) : { image: randomJSON(random) }
  text.insertEmbed(textOffset(random, text), embed, random.chance(0.5) ? attributes(random) : {})
}

function delta(random, text) {
  const ops = []
  for (let start = 0; start < text.length && ops.length < 6;) {
    const end = place(random, text, random.between(start + 1, text.length))
    const count = end - start
    ops.push(random.pick([{ retain: count }, { retain: count, attributes: attributes(random) }, { delete: count }]))
    if (random.chance(0.5)) ops.push({ insert: randomText(random), attributes: attributes(random) })
    start = end
  }
  return ops.length > 0 ? ops : [{ insert: randomText(random) }]
}

/** Attributes as rich-text and XML types have them. */
function editAttribute(random, type) {
  const key = random.pick(['class', 'clé'])
  if (random.chance(0.3)) type.removeAttribute(key)
  else type.setAttribute(key, random.chance(0.8) ? randomText(random) : randomValue(random))
}

function editMap(random, map, depth) {
  const key = random.pick(keys)
  const kind = random.weighted({ set: 5, delete: 2, clear: 0.2, undefined: 0.3 })
  if (kind === 'delete') map.delete(key)
  else if (kind === 'clear') map.clear()
  else map.set(key, kind === 'undefined' ? undefined : anyContent(random, depth))
}

function editArray(random, array, depth) {
  const { length } = array
  const kinds = { insert: 4, push: 1, json: random.leavesYrsBehind ? 0.5 : 0, delete: length > 0 ? (length > 20 ? 6 : 2) : 0 }
  switch (random.weighted(kinds)) {
    case 'delete': return array.delete(...range(random, length))
    case 'push': return array.push([anyContent(random, depth)])
    case 'json': return insertOldJSON(random, array)
    default: {
      const content = Array.from({ length: random.between(1, 3) }, () => anyContent(random, depth))
      return array.insert(offset(random, length), content)
    }
  }
}

function editXML(random, fragment, depth) {
  const { length } = fragment
  const kinds = {
    insert: depth < deepest ? 4 : 0, delete: length > 0 ? 1 : 0,
    attribute: fragment instanceof Y.XmlElement ? 2 : 0, none: 0.1,
  }
  switch (random.weighted(kinds)) {
    case 'insert': return fragment.insert(offset(random, length), [xmlNode(random)])
    case 'delete': return fragment.delete(...range(random, length))
    case 'attribute': return editAttribute(random, fragment)
    default:
  }
}

function xmlNode(random) {
  switch (random.weighted({ element: 3, text: 3, hook: random.leavesYrsBehind ? 0.5 : 0 })) {
    case 'element': {
      const element = new Y.XmlElement(random.pick(names))
      if (random.chance(0.5)) element.insert(0, [new Y.XmlText(randomText(random))])
      return element
    }
    case 'text': return new Y.XmlText(randomText(random))
    default: return new Y.XmlHook(random.pick(names))
  }
}

/** Content for a map or an array: a value, bytes, a sub-document or a shared type. */
function anyContent(random, depth) {
  switch (random.weighted({ value: 5, bytes: 1, document: 0.5, type: depth < deepest ? 2 : 0 })) {
    case 'bytes': return randomBytes(random)
    case 'document': return subDocument(random)
    case 'type': return sharedType(random)
    default: return randomValue(random)
  }
}

function subDocument(random) {
  const options = { guid: `doc-${random.below(1000)}`, gc: random.chance(0.7), autoLoad: random.chance(0.3) }
  const isPlain = random.chance(0.5) || !random.leavesYrsBehind
  return new Y.Doc(isPlain ? options : { ...options, meta: randomValue(random) })
}

function sharedType(random) {
  switch (random.weighted({ text: 3, map: 2, array: 2, element: 1, xmlText: 1, fragment: 0.5 })) {
    case 'text': return new Y.Text(random.chance(0.7) ? randomText(random) : '')
    case 'map': return new Y.Map([[random.pick(keys), randomValue(random)]])
    case 'array': return Y.Array.from([randomValue(random), random.chance(0.3) ? new Y.Text('x') : 1])
    case 'element': return new Y.XmlElement(random.pick(names))
    case 'xmlText': return new Y.XmlText(randomText(random))
    default: return new Y.XmlFragment()
  }
}

/** Content in the encoding of Yjs before version 13, which documents in the wild still hold. */
function insertOldJSON(random, array) {
  const { doc } = array
  const client = doc.clientID
  const right = array._start
  const content = Array.from({ length: random.between(1, 3) }, () => (random.chance(0.2) ? undefined : randomJSON(random)))
  doc.transact((transaction) => {
    const id = Y.createID(client, Y.getState(doc.store, client))
    new Y.Item(id, null, null, right, right && right.id, array, null, new Y.ContentJSON(content)).integrate(transaction, 0)
    if (array._searchMarker) array._searchMarker.length = 0
  })
}
