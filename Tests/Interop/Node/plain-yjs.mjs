// SPDX-License-Identifier: Apache-2.0

/**
 * Yjs made to answer by the document alone, for comparing local operations step by step.
 *
 * - Its search markers remember where the last edits were and so decide on which side of deleted
 *   items an edit lands; without them the position does.
 * - It compares attribute values that are objects by identity, which depends on whether they came
 *   over the wire; equal ones are made identical.
 * - Its clock is set by the test.
 */

let now = 1
Date.now = () => now

/** Sets the time in milliseconds. */
export function setTime(time) {
  now = time
}

const known = new Map()
const parse = JSON.parse
JSON.parse = (text, reviver) => {
  const value = parse(text, reviver)
  if (reviver || value === null || typeof value !== 'object') return value
  const key = JSON.stringify(value)
  if (!known.has(key)) known.set(key, value)
  return known.get(key)
}

const { Y } = await import('./libraries.mjs')

Object.defineProperty(Y.AbstractType.prototype, '_searchMarker', { get: () => null, set() {} })

export { Y }
