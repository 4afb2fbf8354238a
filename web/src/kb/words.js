// SPDX-License-Identifier: Apache-2.0

/** The longest word, in letters; of longer ones the beginning counts. */
const maximumLetters = 40

/** Signs that are words of their own: those of scripts without spaces. */
const wordSign = /[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u

/** @type {Record<string, string>} */
const replaced = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i" }

/**
 * A text in lower case without accents, as the index has it (`SearchTerms.words`).
 *
 * @param {string} text
 * @returns {string}
 */
export const folded = (text) => text.toLowerCase().normalize("NFKD").toLowerCase()
  .replaceAll(/\p{M}/gu, "").replaceAll(/[œæßøłđı]/gu, (letter) => replaced[letter] ?? letter)

/**
 * The words of a text, folded.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  const found = []
  for (const run of folded(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    let word = ""
    for (const sign of run) {
      if (wordSign.test(sign)) {
        if (word !== "") found.push(word)
        word = ""
        found.push(sign)
      } else if ([...word].length < maximumLetters) {
        word += sign
      }
    }
    if (word !== "") found.push(word)
  }
  return found
}

/**
 * Which file of the index a word is in (`SearchIndex.shard`).
 *
 * @param {string} word
 * @returns {string}
 */
export function shardOf(word) {
  const [first = "", second = "_"] = word
  const code = first.codePointAt(0) ?? 0
  if (code > 127) return `x-${(code >> 6).toString(16)}`
  return `t-${first}${(second.codePointAt(0) ?? 0) > 127 ? "_" : second}`
}

/**
 * A word as others that begin with it are looked for: without the sign of a plural, which French and English share.
 *
 * @param {string} word
 * @returns {string}
 */
export const stemOf = (word) => word.length > 4 && /[sx]$/.test(word) ? word.slice(0, -1) : word
