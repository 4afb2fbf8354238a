// SPDX-License-Identifier: Apache-2.0

import { plain } from "../pad/title.js"
import { leavesOf } from "./leaves.js"

/** @typedef {import("#codemirror").Text} Text */
/** @typedef {{level: number, text: string, from: number}} Heading */
/** @typedef {{headings: Heading[], fence: string}} Found offsets in the piece, and the fence open at its end */

/** @type {WeakMap<Text, Map<string, Found>>} by the fence open at the piece's beginning */
const remembered = new WeakMap()

/**
 * The headings of a text. After a change only the pieces it touched are read again.
 *
 * @param {Text} doc
 * @returns {Heading[]}
 */
export function headingsOf(doc) {
  /** @type {Heading[]} */
  const headings = []
  let start = 0
  let fence = ""
  for (const leaf of leavesOf(doc)) {
    const found = remember(leaf, fence)
    for (const heading of found.headings) headings.push({ ...heading, from: heading.from + start })
    fence = found.fence
    start += leaf.length + 1
  }
  return headings
}

/** @param {Text} leaf @param {string} fence */
function remember(leaf, fence) {
  let byFence = remembered.get(leaf)
  if (byFence === undefined) {
    byFence = new Map()
    remembered.set(leaf, byFence)
  }
  let found = byFence.get(fence)
  if (found === undefined) {
    found = read(leaf, fence)
    byFence.set(fence, found)
  }
  return found
}

/** @param {Text} leaf @param {string} fence @returns {Found} */
function read(leaf, fence) {
  /** @type {Heading[]} */
  const headings = []
  let from = 0
  let previous = ""
  for (const line of leaf.iterLines()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ""
    if (fence !== "") {
      if (mark.startsWith(fence)) fence = ""
    } else if (mark !== "") {
      fence = mark
    } else {
      const [, marks, text] = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? []
      if (marks !== undefined && text) headings.push({ level: marks.length, text: plain(text), from })
      const level = /^ {0,3}=+\s*$/.test(line) ? 1 : /^ {0,3}-{2,}\s*$/.test(line) ? 2 : 0
      if (level > 0 && /^ {0,3}[\p{L}\p{N}]/u.test(previous)) {
        headings.push({ level, text: plain(previous.trim()), from: from - previous.length - 1 })
      }
    }
    previous = line
    from += line.length + 1
  }
  return { headings, fence }
}
