// SPDX-License-Identifier: Apache-2.0

/** Random values in lib0's `any` encoding, as JSON, and as what JSON leaves of them. */

import { encoding } from './libraries.mjs'
import { Random } from './random.mjs'
import { randomText, randomValue } from './values.mjs'

const escapes = ['"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\0', '\x1f', '\x7f', '\u2028', 'é', '😀', '\ufeff']
const keys = ['', '0', '1', '10', '9', '01', '4294967294', '4294967295', '-1', '1.5', 'a', 'é', 'e\u0301']

/** `{command: "values", seed}` is answered by `{count}` and, for each value, three blobs. */
export function values({ seed }) {
  const random = new Random(seed)
  const blobs = Array.from({ length: 60 }, () => draw(random)).flatMap((value) => {
    const text = stringified(value)
    return [any(value), Buffer.from(text ?? ''), text === undefined ? new Uint8Array() : any(JSON.parse(text))]
  })
  return { header: { count: blobs.length / 3 }, blobs }
}

function draw(random) {
  switch (random.weighted({ value: 3, number: 4, text: 2, object: 2 })) {
    case 'number': return number(random)
    case 'text': return Array.from({ length: random.below(8) }, () => random.pick(escapes)).join('')
    case 'object': return object(random)
    default: return randomValue(random)
  }
}

/** Numbers of all sizes: any bits, decimal powers and their neighbours, short decimals. */
function number(random) {
  switch (random.weighted({ bits: 2, power: 2, decimal: 2, whole: 1 })) {
    case 'bits': {
      const view = new DataView(new ArrayBuffer(8))
      view.setUint32(0, random.below(2 ** 32))
      view.setUint32(4, random.below(2 ** 32))
      return view.getFloat64(0)
    }
    case 'power': return Number(`1e${random.between(-330, 309)}`) * random.pick([1, -1, 9.999999999999999, 1.5])
    case 'decimal': return random.below(10 ** random.between(1, 9)) / 10 ** random.between(0, 12)
    default: return random.below(2 ** 53) * random.pick([1, -1, 1000, 1e5])
  }
}

function object(random) {
  const result = {}
  for (let count = random.between(1, 6); count > 0; count--) {
    result[random.chance(0.8) ? random.pick(keys) : randomText(random)] = random.chance(0.7) ? number(random) : randomValue(random, 1)
  }
  return result
}

function stringified(value) {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

function any(value) {
  const encoder = encoding.createEncoder()
  encoding.writeAny(encoder, value)
  return encoding.toUint8Array(encoder)
}
