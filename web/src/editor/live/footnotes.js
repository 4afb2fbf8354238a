// SPDX-License-Identifier: Apache-2.0
// Footnotes, which the grammar does not know: `[^1]` in the text, `[^1]: …` where the note stands.

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("#codemirror").Line} Line */
/** @typedef {import("#codemirror").Text} Text */

const anywhere = /\[\^([^\]\s^[]{1,64})\](:?)/g

/** Lines longer than this, in UTF-16 units, are not searched. */
const maximumLength = 20_000

/**
 * @param {Drawing} drawing @param {Line} line
 * @param {(position: number) => boolean} isCode
 */
export function drawFootnotes(drawing, line, isCode) {
  if (line.text.length > maximumLength || !line.text.includes("[^")) return
  for (const { from, to, label, isNote, link } of footnotesOf(line)) {
    if (isCode(from + 1)) continue
    if (isNote) drawing.line("md-note", line.from)
    drawing.mark(isNote ? "md-note-label" : "md-note-ref", from, to, link)
    if (drawing.isTouched(from, to)) continue
    drawing.replace(from, from + 2)
    drawing.replace(from + 2 + label.length, to)
  }
}

/** @param {Line} line */
const footnotesOf = (line) => [...line.text.matchAll(anywhere)].map((match) => {
  const from = line.from + (match.index ?? 0)
  const label = match[1] ?? ""
  const isNote = from === line.from && match[2] === ":"
  const to = from + label.length + 3 + (isNote ? 1 : 0)
  return { from, to, label, isNote, link: isNote ? `#^${label}` : `#^${label}:` }
})

/**
 * The footnote the caret touches, if its link leads anywhere.
 *
 * @param {import("#codemirror").EditorState} state
 */
export function footnoteAt({ doc, selection: { main: { head } } }) {
  const line = doc.lineAt(head)
  if (line.text.length > maximumLength || !line.text.includes("[^")) return null
  const found = footnotesOf(line).find(({ from, to }) => from <= head && head <= to)
  return found === undefined || footnoteTarget(doc, found.link) === null ? null : found
}

/**
 * Where a footnote's link leads: from the text to its note, and back.
 *
 * @param {Text} doc @param {string} link as drawn
 * @returns {number | null}
 */
export function footnoteTarget(doc, link) {
  const wanted = link.endsWith(":") ? `[^${link.slice(2, -1)}]:` : `[^${link.slice(2)}]`
  let position = 0
  for (const text of doc.iterLines()) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const isNote = at === 0 && text[wanted.length - (wanted.endsWith(":") ? 1 : 0)] === ":"
      if (isNote === wanted.endsWith(":")) return position + at + wanted.length
    }
    position += text.length + 1
  }
  return null
}

/**
 * The first number no footnote of the text has.
 *
 * @param {Text} doc
 */
export function freeFootnote(doc) {
  const taken = new Set([...doc.toString().matchAll(anywhere)].map((match) => match[1]))
  let number = 1
  while (taken.has(String(number))) number += 1
  return number
}
