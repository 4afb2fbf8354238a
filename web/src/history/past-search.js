// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./pad-history.js").Step} Step */
/** @typedef {{sequence: number, at: number, passage: string}} Find the last moment that had it */

/** So much stands around what was found, in UTF-16 units. */
const around = 120

/** So many moments are looked at before one is asked whether to go on. */
export const maximumLooks = 400

/**
 * Looks for words in a pad's past: in the text as it was when each span of work began and ended, and
 * before each step that deleted as much as they are long. The latest comes first, and each passage once.
 *
 * What was written and deleted again within one span, letter by letter, is not found.
 *
 * @param {object} options
 * @param {import("./pad-history.js").PadHistory} options.history
 * @param {readonly import("./pad-history.js").Span[]} options.spans by their first row
 * @param {number} options.last row of all
 * @param {string} options.words
 * @param {(find: Find) => void} options.found
 * @param {(done: number, all: number) => void} options.progress
 * @param {() => boolean} options.isStopped
 */
export async function searchPast({ history, spans, last, words, found, progress, isStopped }) {
  const needle = words.toLocaleLowerCase()
  const known = new Set()
  let looks = 0
  const moments = [...new Set([last, ...spans.flatMap(({ first, last: end, deleted }) => deleted > 0 ? [first - 1, end] : [end])])]
    .sort((a, b) => b - a)
  for (const [index, moment] of moments.entries()) {
    progress(index, moments.length)
    const earlier = moments[index + 1] ?? 0
    await look(moment)
    if (isStopped() || looks >= maximumLooks) return
    const isCut = spans.some(({ first, last: end, deleted }) =>
      first <= moment && end > earlier && deleted >= needle.length)
    if (!isCut) continue
    for (let after = earlier; after < moment;) {
      const { done } = await history.steps(after)
      if (done === null || isStopped()) break
      for (const { first, last: end, deleted } of done.steps) {
        if (end > moment || deleted < needle.length || looks >= maximumLooks) continue
        await look(first - 1)
      }
      after = done.next ?? moment
    }
  }
  progress(moments.length, moments.length)

  /** @param {number} sequence */
  async function look(sequence) {
    looks += 1
    const text = await history.text(sequence)
    if (text === null) return
    const lower = text.toLocaleLowerCase()
    for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + needle.length)) {
      const passage = passageAt(text, at, needle.length)
      if (known.has(passage)) continue
      known.add(passage)
      found({ sequence, at, passage })
    }
  }
}

/**
 * The paragraph of what was found, or what of it is near.
 *
 * @param {string} text @param {number} at @param {number} length
 */
function passageAt(text, at, length) {
  const start = Math.max(text.lastIndexOf("\n", at) + 1, at - around)
  const end = text.indexOf("\n", at + length)
  return text.slice(start, Math.min(end < 0 ? text.length : end, at + length + around)).trim()
}
