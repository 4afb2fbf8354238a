// SPDX-License-Identifier: Apache-2.0

const letter = String.raw`[\p{L}\p{N}\p{M}]`

/** A word; what a hyphen joins is one. */
const word = new RegExp(`${letter}+(?:[-\u2010\u2011]${letter}+)*`, "gu")

/** What goes on with the word before it. */
const goingOn = new RegExp(`[-\u2010\u2011]?${letter}`, "uy")

/** @typedef {{name: string, from: number, to: number}} NameInText where a name stands */

/** Names, to be found in texts as whole words and with their capitals. */
export class NameIndex {
  /**
   * By their first word, the longest first.
   *
   * @type {Map<string, {name: string, written: string, offset: number}[]>}
   */
  #byFirstWord = new Map()

  /** @param {readonly string[]} names */
  constructor(names) {
    for (const name of names) {
      const written = oneSpace(sameSigns(name.normalize("NFC"))).trim()
      const match = new RegExp(word).exec(written)
      const first = match?.[0] ?? ""
      if (match === null) continue
      this.#byFirstWord.set(first, [...this.#byFirstWord.get(first) ?? [], { name, written, offset: match.index }])
    }
    for (const those of this.#byFirstWord.values()) those.sort((a, b) => b.written.length - a.written.length)
  }

  /**
   * Where names stand in a text, from its beginning on. Where one is a part of another, the longer one stands
   * there. A name with a line end in it, or with accents that are signs of their own, is not found.
   *
   * @param {string} text
   * @returns {Generator<NameInText>} places in the text as it is
   */
  * places(text) {
    if (this.#byFirstWord.size === 0) return
    const line = sameSigns(text)
    const words = new RegExp(word)
    for (let match = words.exec(line); match !== null; match = words.exec(line)) {
      const start = match.index
      const here = this.#byFirstWord.get(match[0] ?? "")?.find(({ written, offset }) =>
        offset <= start && line.startsWith(written, start - offset) && isWhole(line, start - offset + written.length))
      if (here === undefined) continue
      const from = start - here.offset
      const to = from + here.written.length
      yield { name: here.name, from, to }
      words.lastIndex = Math.max(words.lastIndex, to)
    }
  }
}

/**
 * Which names stand in a text, whatever accents are made of and where its lines end.
 *
 * @param {string} text
 * @param {readonly string[]} names
 * @returns {string[]} the longest first, each once
 */
export function namesInText(text, names) {
  /** @type {Set<string>} */
  const found = new Set()
  for (const { name } of new NameIndex(names).places(oneSpace(text.normalize("NFC")))) found.add(name)
  return [...found].sort((a, b) => b.length - a.length || a.localeCompare(b))
}

/** @param {string} line @param {number} end of a name */
function isWhole(line, end) {
  goingOn.lastIndex = end
  return !goingOn.test(line)
}

/**
 * A text of the same length in which a name is found whichever apostrophe and space it has.
 *
 * @param {string} text
 */
const sameSigns = (text) => text.replaceAll("’", "'").replaceAll(/[^\S\n]/gu, " ")

/** @param {string} text */
const oneSpace = (text) => text.replaceAll(/\s+/gu, " ")
