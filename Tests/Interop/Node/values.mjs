// SPDX-License-Identifier: Apache-2.0

/** Random values of every kind that Yjs stores, and random text with every width of character. */

const letters = [
  ...'abcdefgh    \n', 'é', 'ç', 'œ', 'e\u0301', '€', '\u2028', '\0', '😀', '🖋️', '👩‍👧', '\u{10ffff}',
]

/** Text of a few characters, some of them surrogate pairs. */
export function randomText(random, longest = 6) {
  let text = ''
  const count = random.between(1, longest)
  for (let index = 0; index < count; index++) text += random.pick(letters)
  return text
}

/** Bytes, sometimes none. */
export function randomBytes(random) {
  return Uint8Array.from({ length: random.below(9) }, () => random.below(256))
}

const numbers = [
  0, -0, 1, -1, 63, 64, -64, 127, 128, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53 - 1,
  -(2 ** 53), 0.1, -0.5, 1.5, 1e300, -1e-300, 3.4028234663852886e38, NaN, Infinity, -Infinity,
]

const integers = [0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]

/** A value JSON can hold: what embeds and formatting carry. */
export function randomJSON(random, depth = 0) {
  switch (random.weighted({ null: 1, bool: 2, number: 2, text: 3, list: depth < 3, object: depth < 3 })) {
    case 'bool': return random.chance(0.5)
    case 'number': return random.pick([0, 1, -7, 1.5, 2 ** 40])
    case 'text': return randomText(random)
    case 'list': return list(random, () => randomJSON(random, depth + 1))
    case 'object': return object(random, () => randomJSON(random, depth + 1))
    default: return null
  }
}

/** Any plain value that Yjs takes; undefined and BigInt only inside, where it allows them. */
export function randomValue(random, depth = 0) {
  const inner = depth > 0
  const kinds = {
    null: 1, bool: 2, number: 4, text: 3, bytes: 1,
    undefined: inner ? 1 : 0, integer: inner && random.leavesYrsBehind ? 1 : 0, list: depth < 4, object: depth < 4,
  }
  switch (random.weighted(kinds)) {
    case 'bool': return random.chance(0.5)
    case 'number': return number(random)
    case 'text': return random.chance(0.1) ? '' : randomText(random)
    case 'bytes': return randomBytes(random)
    case 'undefined': return undefined
    case 'integer': return random.pick(integers)
    case 'list': return list(random, () => randomValue(random, depth + 1))
    case 'object': return object(random, () => randomValue(random, depth + 1))
    default: return null
  }
}

function number(random) {
  const drawn = random.pick(numbers)
  return Object.is(drawn, -0) && !random.leavesYrsBehind ? 0 : drawn
}

function list(random, make) {
  return Array.from({ length: random.below(4) }, make)
}

function object(random, make) {
  const result = {}
  for (let count = random.below(4); count > 0; count--) result[random.pick(['', 'a', 'b', 'clé', '😀'])] = make()
  return result
}
