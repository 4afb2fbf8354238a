// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./pad-history.js").Part} Part */

/**
 * A place where two moments differ, with what stands around it; or what does not differ, left out.
 *
 * @typedef {{kind: "changed", parts: (Part & {change: number | null})[]} | {kind: "gap", text: string}} Hunk
 */

/** So much of what is the same stands around a change, in UTF-16 units. */
const context = 240

/**
 * Divides a difference into what is shown and what is left out between.
 *
 * @param {readonly Part[]} parts
 * @returns {Hunk[]} changes are numbered from 0
 */
export function hunksOf(parts) {
  /** @type {Hunk[]} */
  const hunks = []
  /** @type {(Part & {change: number | null})[]} */
  let open = []
  let changes = 0
  const close = () => {
    if (open.some(({ change }) => change !== null)) hunks.push({ kind: "changed", parts: open })
    open = []
  }
  parts.forEach((part, index) => {
    if (part.kind !== "same") {
      open.push({ ...part, change: changes })
      changes += 1
      return
    }
    const isFirst = index === 0
    const isLast = index === parts.length - 1
    if (!isFirst && !isLast && part.text.length <= 2 * context + 80) {
      // A place is a paragraph, so that both sides of it stand beside each other.
      const end = part.text.indexOf("\n") + 1
      open.push({ ...part, text: part.text.slice(0, end === 0 ? undefined : end), change: null })
      if (end === 0) return
      close()
      const rest = part.text.slice(end).replace(/^\n+/, "")
      if (rest !== "") open.push({ ...part, text: rest, change: null })
      return
    }
    const head = isFirst ? 0 : headEnd(part.text)
    const tail = isLast ? part.text.length : Math.max(head, tailStart(part.text))
    if (head > 0) open.push({ ...part, text: part.text.slice(0, head), change: null })
    close()
    if (tail > head) hunks.push({ kind: "gap", text: part.text.slice(head, tail) })
    if (tail < part.text.length) open.push({ ...part, text: part.text.slice(tail), change: null })
  })
  close()
  return hunks
}

/**
 * The end of what follows a change: of its line, if that is near.
 *
 * @param {string} text
 */
function headEnd(text) {
  if (text.length <= context) return text.length
  const end = text.indexOf("\n")
  return end >= 0 && end < context ? end + 1 : wordEdge(text, context)
}

/**
 * The start of what precedes a change: of its line, if that is near.
 *
 * @param {string} text
 */
function tailStart(text) {
  if (text.length <= context) return 0
  const start = text.lastIndexOf("\n", text.length - 2)
  return start >= text.length - context ? start + 1 : wordEdge(text, text.length - context)
}

/**
 * The next place where no word is cut in two.
 *
 * @param {string} text @param {number} near
 */
function wordEdge(text, near) {
  const space = text.indexOf(" ", near)
  return space < 0 || space > near + 60 ? near : space + 1
}
