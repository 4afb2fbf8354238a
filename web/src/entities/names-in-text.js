// SPDX-License-Identifier: Apache-2.0

const letter = String.raw`[\p{L}\p{N}\p{M}]`

/** A word; what a hyphen joins is one. */
const word = new RegExp(`${letter}+(?:[-\u2010\u2011]${letter}+)*`, "gu")

/** What goes on with the word before it. */
const goingOn = new RegExp(`[-\u2010\u2011]?${letter}`, "uy")

/**
 * Which names stand in a text, as whole words and with its capitals. Where one is a part of another, the
 * longer one stands there.
 *
 * @param {string} text
 * @param {readonly string[]} names
 * @returns {string[]} the longest first, each once
 */
export function namesInText(text, names) {
  const known = byFirstWord(names)
  if (known.size === 0) return []
  const line = spaced(text)
  /** @type {Set<string>} */
  const found = new Set()
  const words = new RegExp(word)
  for (let match = words.exec(line); match !== null; match = words.exec(line)) {
    const start = match.index
    const here = known.get(match[0] ?? "")?.find(({ written, offset }) =>
      offset <= start && line.startsWith(written, start - offset) && isWhole(line, start - offset + written.length))
    if (here === undefined) continue
    found.add(here.name)
    words.lastIndex = Math.max(words.lastIndex, start - here.offset + here.written.length)
  }
  return [...found].sort((a, b) => b.length - a.length || a.localeCompare(b))
}

/**
 * Names by their first word, the longest first.
 *
 * @param {readonly string[]} names
 */
function byFirstWord(names) {
  /** @type {Map<string, {name: string, written: string, offset: number}[]>} */
  const known = new Map()
  for (const name of names) {
    const written = spaced(name).trim()
    const match = new RegExp(word).exec(written)
    const first = match?.[0] ?? ""
    if (match !== null) known.set(first, [...known.get(first) ?? [], { name, written, offset: match.index }])
  }
  for (const those of known.values()) those.sort((a, b) => b.written.length - a.written.length)
  return known
}

/** @param {string} line @param {number} end of a name */
function isWhole(line, end) {
  goingOn.lastIndex = end
  return !goingOn.test(line)
}

/**
 * A text in which a name is found whatever accents are made of, where its line ends and which apostrophe it has.
 *
 * @param {string} text
 */
const spaced = (text) => text.normalize("NFC").replaceAll("’", "'").replaceAll(/\s+/gu, " ")
