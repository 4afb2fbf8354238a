// SPDX-License-Identifier: Apache-2.0

import { folded, stemOf } from "./words.js"

/** How many letters a result shows. */
const length = 240

/**
 * A piece of a text around the first place where one of the words stands, else its beginning.
 *
 * @param {string} text
 * @param {string[]} asked folded
 * @returns {{text: string, isFound: boolean}}
 */
export function passage(text, asked) {
  const place = marks(text, asked)[0]?.[0]
  if (place === undefined) {
    return { text: text.length > length ? `${cut(text.slice(0, length))}…` : text, isFound: false }
  }
  const start = place < 90 ? 0 : text.indexOf(" ", place - 80) + 1
  const end = start + length
  const piece = end < text.length ? cut(text.slice(start, end)) : text.slice(start)
  return { text: `${start > 0 ? "…" : ""}${piece}${end < text.length ? "…" : ""}`, isFound: true }
}

/**
 * Where words stand in a text that begin as those that are asked for.
 *
 * @param {string} text
 * @param {string[]} asked folded
 * @returns {[start: number, end: number][]}
 */
export function marks(text, asked) {
  const stems = asked.map(stemOf)
  /** @type {[number, number][]} */
  const found = []
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const [written = ""] = match
    const word = folded(written)
    const isAsked = stems.some((stem) => stem.length === 1 ? word === stem : word.startsWith(stem))
    if (isAsked) found.push([match.index ?? 0, (match.index ?? 0) + written.length])
  }
  return found
}

/** @param {string} text without what is left of its last word */
const cut = (text) => text.slice(0, text.lastIndexOf(" ") > 0 ? text.lastIndexOf(" ") : text.length)
