// SPDX-License-Identifier: Apache-2.0
// The live page: Markdown drawn as the page it will become. Markup shows only where the caret is.

import { Decoration, EditorView, Prec, ViewPlugin, syntaxTree } from "../../codemirror.js"
import { fromSharedText } from "../text-binding.js"
import { drawTable } from "../tables/table-drawing.js"
import { drawBlock } from "./blocks.js"
import { Drawing, moved } from "./drawing.js"
import { drawFootnotes } from "./footnotes.js"
import { drawInline } from "./inline.js"
import { drawListItem } from "./lists.js"

/** @typedef {import("#codemirror").ViewUpdate} ViewUpdate */

/** While the pointer is down nothing is revealed or hidden: what one selects must not move. */
class LivePage {
  #view
  #isPressed = false
  /** A page just opened shows no markup, although its caret stands somewhere. */
  #isUsed = false

  /** @param {EditorView} view */
  constructor(view) {
    this.#view = view
    this.drawn = draw(view, false)
    view.contentDOM.addEventListener("pointerdown", this.#press)
    window.addEventListener("pointerup", this.#release)
    window.addEventListener("pointercancel", this.#release)
    view.contentDOM.addEventListener("compositionend", this.#composed)
  }

  /** @param {ViewUpdate} update */
  update({ view, docChanged, viewportChanged, selectionSet, focusChanged, state, startState, transactions }) {
    this.#isUsed ||= (docChanged || selectionSet)
      && transactions.some((transaction) => transaction.annotation(fromSharedText) === undefined
        && !transaction.isUserEvent("input.task"))
    const isMoved = selectionSet || focusChanged || transactions.some(isRelease)
    const isParsed = syntaxTree(state) !== syntaxTree(startState)
    const isLocked = state.readOnly !== startState.readOnly
    if (!docChanged && !viewportChanged && !isMoved && !isParsed && !isLocked) return
    if (view.composing && docChanged) {
      // What is being composed must keep its place in the page.
      for (const { changes, newDoc } of transactions) {
        this.drawn = {
          decorations: moved(this.drawn.decorations, changes, newDoc),
          cells: moved(this.drawn.cells, changes, newDoc),
          atoms: moved(this.drawn.atoms, changes, newDoc),
        }
      }
      return
    }
    if (this.#isPressed && !docChanged && !viewportChanged) return
    this.drawn = draw(view, this.#isUsed && view.hasFocus)
  }

  destroy() {
    this.#view.contentDOM.removeEventListener("pointerdown", this.#press)
    window.removeEventListener("pointerup", this.#release)
    window.removeEventListener("pointercancel", this.#release)
    this.#view.contentDOM.removeEventListener("compositionend", this.#composed)
  }

  #press = (/** @type {PointerEvent} */ { target }) => {
    if (target instanceof HTMLInputElement) return
    this.#isUsed = true
    this.#isPressed = true
  }

  #release = () => {
    if (!this.#isPressed) return
    this.#isPressed = false
    this.#redraw()
  }

  #composed = () => {
    setTimeout(this.#redraw)
  }

  #redraw = () => this.#view.dispatch({ userEvent: releaseEvent })
}

const releaseEvent = "live.redraw"

/** @param {import("#codemirror").Transaction} transaction */
const isRelease = (transaction) => transaction.isUserEvent(releaseEvent)

const plugin = ViewPlugin.fromClass(LivePage, {
  decorations: ({ drawn }) => drawn.decorations,
  provide: (self) => [
    // Lower precedence lies further out: a cell encloses what it holds.
    Prec.lowest(EditorView.decorations.of((view) => view.plugin(self)?.drawn.cells ?? Decoration.none)),
    EditorView.atomicRanges.of((view) => view.plugin(self)?.drawn.atoms ?? Decoration.none),
  ],
})

export const livePage = [plugin, EditorView.editorAttributes.of({ class: "is-live" })]

/** @param {EditorView} view @param {boolean} hasCaret */
function draw(view, hasCaret) {
  const drawing = new Drawing(view.state, hasCaret)
  const tree = syntaxTree(view.state)
  /** @type {Map<number, string>} */
  const lineClasses = new Map()
  for (const range of view.visibleRanges) {
    /** @type {{from: number, to: number}[]} */
    const codes = []
    tree.iterate({
      from: range.from,
      to: range.to,
      enter: (reference) => {
        const { name, node } = reference
        if (name === "Table" && drawTable(drawing, node, range)) return true
        if (name === "ListItem") drawListItem(drawing, node, range, lineClasses)
        if (name === "InlineCode" || name === "FencedCode" || name === "CodeBlock") codes.push(node)
        if (!drawInline(drawing, node)) drawBlock(drawing, node, range)
        // What the Markdown grammar embeds is not ours to draw.
        return name !== "HTMLBlock" && name !== "FencedCode"
      },
    })
    const isCode = (/** @type {number} */ position) =>
      codes.some(({ from, to }) => position >= from && position <= to)
    drawing.eachLine(range.from, range.to, (line) => drawFootnotes(drawing, line, isCode))
  }
  for (const [position, name] of lineClasses) drawing.line(name, position)
  return drawing.finish()
}
