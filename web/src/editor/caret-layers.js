// SPDX-License-Identifier: Apache-2.0

import { EditorSelection, RectangleMarker, layer } from "../codemirror.js"
import { personLabel } from "../ui/person-label.js"
import { remoteCaretField } from "./remote-caret-field.js"

/** @typedef {import("#codemirror").LayerMarker} LayerMarker */
/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").ViewUpdate} ViewUpdate */
/** @typedef {import("./remote-caret-field.js").RemoteCaret} RemoteCaret */

/** How long a flag stays open after its caret moved, in milliseconds. */
const flagTime = 2_000

/** Flags of lines nearer to the top than this, in pixels, hang below them. */
const flagHeight = 20

/**
 * Draws one caret and its flag. Layers lie over and under the text, outside the editable content:
 * so others' carets disturb neither composition nor screen readers.
 *
 * @implements {LayerMarker}
 */
class CaretMarker {
  /** @param {RemoteCaret} caret @param {RectangleMarker} place @param {number} width of the text */
  constructor({ person, movedAt }, { left, top, height }, width) {
    this.person = person
    this.isFar = left > width * 0.6
    this.movedAt = movedAt
    this.left = left
    this.top = top
    this.height = height
  }

  /** @param {LayerMarker} other @returns {boolean} */
  eq(other) {
    return other instanceof CaretMarker && other.left === this.left && other.top === this.top
      && other.height === this.height && other.movedAt === this.movedAt
      && other.person.colour === this.person.colour && other.person.name === this.person.name
  }

  draw() {
    const element = document.createElement("div")
    const flag = document.createElement("span")
    flag.className = "cm-remote-flag"
    element.append(flag)
    this.#place(element)
    return element
  }

  /** @param {HTMLElement} element @param {LayerMarker} previous */
  update(element, previous) {
    if (!(previous instanceof CaretMarker)) return false
    if (previous.person.clientID !== this.person.clientID) return false
    this.#place(element)
    return true
  }

  /** @param {HTMLElement} element */
  #place(element) {
    const flag = /** @type {HTMLElement} */ (element.firstElementChild)
    const isFresh = Date.now() - this.movedAt < flagTime
    element.className = `cm-remote-caret person-${this.person.colour}`
    element.classList.toggle("is-fresh", isFresh)
    element.classList.toggle("is-low", this.top < flagHeight)
    element.classList.toggle("is-far", this.isFar)
    flag.textContent = personLabel(this.person)
    element.style.left = `${this.left}px`
    element.style.top = `${this.top}px`
    element.style.height = `${this.height}px`
    element.dataset.movedAt = String(this.movedAt)
    if (isFresh) setTimeout(() => this.#shrink(element), flagTime)
  }

  /** @param {HTMLElement} element */
  #shrink(element) {
    if (element.dataset.movedAt === String(this.movedAt)) element.classList.remove("is-fresh")
  }
}

/** @param {EditorView} view */
const carets = (view) => view.state.field(remoteCaretField)

/** @param {ViewUpdate} update */
const hasChanged = ({ state, startState, docChanged, geometryChanged, viewportChanged }) =>
  docChanged || geometryChanged || viewportChanged
  || state.field(remoteCaretField) !== startState.field(remoteCaretField)

/**
 * While changes are held back, carets may stand beyond the end of what is shown.
 *
 * @param {EditorView} view
 * @param {number} position
 */
const within = (view, position) => Math.min(position, view.state.doc.length)

/** @param {EditorView} view @param {RemoteCaret} caret */
function caretMarkers(view, caret) {
  return RectangleMarker.forRange(view, "", EditorSelection.cursor(within(view, caret.head)))
    .map((place) => new CaretMarker(caret, place, view.contentDOM.clientWidth))
}

/** @param {EditorView} view @param {RemoteCaret} caret */
function selectionMarkers(view, { person, anchor, head }) {
  if (anchor === head) return []
  const className = `cm-remote-selection person-${person.colour}`
  return RectangleMarker.forRange(view, className, EditorSelection.range(within(view, anchor), within(view, head)))
}

export const caretLayers = [
  layer({
    above: true,
    class: "cm-remote-carets",
    update: hasChanged,
    markers: (view) => carets(view).flatMap((caret) => caretMarkers(view, caret)),
    mount: (element) => element.setAttribute("aria-hidden", "true"),
  }),
  layer({
    above: false,
    class: "cm-remote-selections",
    update: hasChanged,
    markers: (view) => carets(view).flatMap((caret) => selectionMarkers(view, caret)),
    mount: (element) => element.setAttribute("aria-hidden", "true"),
  }),
]
