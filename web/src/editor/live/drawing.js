// SPDX-License-Identifier: Apache-2.0

import { Decoration } from "../../codemirror.js"
import { lineOf } from "../line-of.js"

/** @typedef {import("#codemirror").EditorState} EditorState */
/** @typedef {import("#codemirror").WidgetType} WidgetType */
/** @typedef {import("#codemirror").Line} Line */
/** @typedef {import("#codemirror").ChangeSet} ChangeSet */

const hidden = Decoration.replace({})

/** @type {Map<string, import("#codemirror").Decoration>} */
const marks = new Map()
/** @type {Map<string, import("#codemirror").Decoration>} */
const lines = new Map()

/**
 * What was drawn, moved along with a change of the text. What would hide a line end is taken away.
 *
 * @param {import("#codemirror").DecorationSet} drawn @param {ChangeSet} changes
 * @param {import("#codemirror").Text} doc after them
 */
export const moved = (drawn, changes, doc) => drawn.map(changes).update({
  filter: (from, to, { point }) => !point || to <= doc.lineAt(from).to,
})

/**
 * Gathers how a part of the text is drawn. It only ever covers text, it never changes it; what would
 * hide a line end is not hidden at all.
 */
export class Drawing {
  /** @type {unknown[]} */
  #decorations = []
  /** @type {unknown[]} */
  #cells = []
  /** @type {unknown[]} */
  #atoms = []

  /**
   * @param {EditorState} state
   * @param {boolean} hasCaret whether markup may be revealed at the caret
   */
  constructor(state, hasCaret) {
    this.state = state
    const { from, to, head } = state.selection.main
    const line = state.doc.lineAt(from)
    /** The caret's line, and the selection if it lies within one line. */
    this.caret = hasCaret && to <= line.to ? { line, from, to, head } : null
  }

  /**
   * Whether the caret touches a range, so that its markup shows.
   *
   * @param {number} from @param {number} to
   */
  isTouched(from, to) {
    return this.caret !== null && this.caret.from <= to && this.caret.to >= from
  }

  /**
   * Whether the caret is in one of the lines of a range.
   *
   * @param {number} from @param {number} to
   */
  hasCaretInLines(from, to) {
    return this.caret !== null && this.caret.line.to >= from && this.caret.line.from <= to
  }

  /** @param {string} className @param {number} from @param {number} to @param {string} [link] */
  mark(className, from, to, link) {
    if (to <= from) return
    const key = link === undefined ? className : `${className} ${link}`
    let mark = marks.get(key)
    if (mark === undefined) {
      if (marks.size > 2_000) marks.clear()
      mark = Decoration.mark(link === undefined ? { class: className }
        : { class: className, attributes: { "data-link": link } })
      marks.set(key, mark)
    }
    this.#decorations.push(mark.range(from, to))
  }

  /**
   * A cell of a table, which lies around what it holds.
   *
   * @param {string} className @param {number} from @param {number} to
   */
  cell(className, from, to) {
    if (to > from) this.#cells.push(Decoration.mark({ class: className }).range(from, to))
  }

  /** @param {string} className @param {number} lineStart */
  line(className, lineStart) {
    let line = lines.get(className)
    if (line === undefined) {
      line = lineOf(className)
      lines.set(className, line)
    }
    this.#decorations.push(line.range(lineStart))
  }

  /** @param {number} from @param {number} to @param {WidgetType} [widget] @param {boolean} [isAtom] the caret steps over it */
  replace(from, to, widget, isAtom = false) {
    if (to <= from || to > this.state.doc.lineAt(from).to) return
    const decoration = widget === undefined ? hidden : Decoration.replace({ widget })
    this.#decorations.push(decoration.range(from, to))
    if (isAtom) this.#atoms.push(decoration.range(from, to))
  }

  /** @param {number} position @param {WidgetType} widget */
  after(position, widget) {
    this.#decorations.push(Decoration.widget({ widget, side: 1 }).range(position))
  }

  /**
   * Calls back for each line of a range that is in view.
   *
   * @param {number} from @param {number} to @param {(line: Line) => void} visit
   */
  eachLine(from, to, visit) {
    const { doc } = this.state
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      visit(line)
      if (line.to >= to || line.number === doc.lines) return
    }
  }

  finish() {
    return {
      decorations: Decoration.set(this.#decorations, true),
      cells: Decoration.set(this.#cells, true),
      atoms: Decoration.set(this.#atoms, true),
    }
  }
}
