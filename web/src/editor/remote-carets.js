// SPDX-License-Identifier: Apache-2.0

import * as Y from "yjs"
import { ViewPlugin } from "../codemirror.js"
import { caretLayers } from "./caret-layers.js"
import { remoteCaretField, setCarets } from "./remote-caret-field.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("#codemirror").ViewUpdate} ViewUpdate */
/** @typedef {import("y-protocols/awareness").Awareness} Awareness */
/** @typedef {import("../presence/people.js").People} People */
/** @typedef {import("./remote-caret-field.js").RemoteCaret} RemoteCaret */

/** Own caret positions are sent at most so often, in milliseconds. */
const sendInterval = 80

/**
 * What carets are shown and told from.
 *
 * @typedef {object} Surroundings
 * @property {Y.Text} text
 * @property {Awareness} awareness
 * @property {People} people
 * @property {Pick<import("./text-binding.js").TextBinding, "toShared" | "toEditor">} places
 */

/**
 * Shows where the others are, and tells them where this person is.
 *
 * @param {Surroundings} surroundings
 * @returns {import("#codemirror").Extension}
 */
export function remoteCarets(surroundings) {
  const { awareness, people } = surroundings
  const plugin = ViewPlugin.fromClass(class {
    #view
    #isRefreshPlanned = false
    #isSendPlanned = false
    #sentAt = 0

    /** @param {EditorView} view */
    constructor(view) {
      this.#view = view
      awareness.on("change", this.#planRefresh)
      this.#endSubscription = people.present.subscribe(this.#planRefresh)
    }

    /** @type {() => void} */
    #endSubscription

    /** @param {ViewUpdate} update */
    update({ selectionSet, focusChanged, docChanged }) {
      if (selectionSet || focusChanged || docChanged) this.#planSend()
    }

    destroy() {
      awareness.off("change", this.#planRefresh)
      this.#endSubscription()
    }

    #planRefresh = () => {
      if (this.#isRefreshPlanned) return
      this.#isRefreshPlanned = true
      requestAnimationFrame(() => {
        this.#isRefreshPlanned = false
        const previous = this.#view.state.field(remoteCaretField)
        const effects = setCarets.of(readCarets(surroundings, previous))
        this.#view.dispatch({ effects })
      })
    }

    #planSend() {
      if (this.#isSendPlanned) return
      this.#isSendPlanned = true
      const delay = Math.max(0, this.#sentAt + sendInterval - Date.now())
      setTimeout(() => {
        this.#isSendPlanned = false
        this.#sentAt = Date.now()
        sendCaret(this.#view, surroundings)
      }, delay)
    }
  })
  return [remoteCaretField, plugin, caretLayers]
}

/** @param {EditorView} view @param {Surroundings} surroundings */
function sendCaret(view, { text, awareness, places }) {
  const state = awareness.getLocalState()
  if (state === null) return
  const { main } = view.state.selection
  const [anchor, head] = [places.toShared(main.anchor), places.toShared(main.head)]
  const cursor = view.hasFocus
    ? {
      anchor: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, anchor)),
      head: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, head)),
    }
    : null
  if (JSON.stringify(cursor) === JSON.stringify(state.cursor ?? null)) return
  awareness.setLocalStateField("cursor", cursor)
}

/**
 * @param {Surroundings} surroundings
 * @param {RemoteCaret[]} previous
 * @returns {RemoteCaret[]}
 */
function readCarets({ text, awareness, people, places }, previous) {
  return people.present.value.filter(({ isSelf }) => !isSelf).flatMap((person) => {
    const cursor = awareness.getStates().get(person.clientID)?.cursor
    const [sharedAnchor, sharedHead] = [offsetOf(cursor?.anchor, text), offsetOf(cursor?.head, text)]
    if (sharedAnchor === null || sharedHead === null) return []
    const [anchor, head] = [places.toEditor(sharedAnchor), places.toEditor(sharedHead)]
    const before = previous.find((caret) => caret.person.clientID === person.clientID)
    const stays = before?.head === head && before.anchor === anchor
    return [{ person, anchor, head, movedAt: stays ? before.movedAt : Date.now() }]
  })
}

/**
 * @param {unknown} position a relative position as JSON, from another client
 * @param {Y.Text} text
 * @returns {number | null} null if it is no position in this text, or not yet
 */
function offsetOf(position, text) {
  if (typeof position !== "object" || position === null || text.doc === null) return null
  try {
    const relative = Y.createRelativePositionFromJSON(position)
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, text.doc)
    return absolute?.type === text ? absolute.index : null
  } catch {
    return null
  }
}
