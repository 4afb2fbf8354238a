// SPDX-License-Identifier: Apache-2.0

import { WidgetType } from "../../codemirror.js"
import { translate } from "../../i18n/language.js"
import { create } from "../../ui/dom.js"

/** @typedef {import("#codemirror").EditorView} EditorView */

/** A span that stands for markup: a bullet, a number, a rule, an empty cell. */
export class Sign extends WidgetType {
  /** @param {string} className @param {string} text */
  constructor(className, text = "") {
    super()
    this.className = className
    this.text = text
  }

  /** @param {WidgetType} other */
  eq(other) {
    return other instanceof Sign && other.className === this.className && other.text === this.text
  }

  toDOM() {
    return create("span", { class: this.className }, this.text)
  }

  ignoreEvent() {
    return false
  }
}

/** A task's check box; pressing it changes the one character between the brackets. */
export class CheckBox extends WidgetType {
  /** @param {boolean} isChecked @param {string} label the task's text @param {boolean} isLocked */
  constructor(isChecked, label, isLocked) {
    super()
    this.isLocked = isLocked
    this.isChecked = isChecked
    this.label = label
  }

  /** @param {WidgetType} other */
  eq(other) {
    return other instanceof CheckBox && other.isChecked === this.isChecked
      && other.label === this.label && other.isLocked === this.isLocked
  }

  /** @param {EditorView} view */
  toDOM(view) {
    const box = create("input", { type: "checkbox", class: "md-check", tabindex: "-1" })
    box.checked = this.isChecked
    box.disabled = this.isLocked
    box.setAttribute("aria-label", this.label)
    // The press must not take the caret away from where the person writes.
    box.addEventListener("mousedown", (event) => event.preventDefault())
    box.addEventListener("click", (event) => {
      event.preventDefault()
      toggleTask(view, view.posAtDOM(box))
    })
    return create("span", { class: "md-marker" }, box)
  }

  ignoreEvent() {
    return true
  }
}

/**
 * Checks or unchecks the task of a position's line.
 *
 * @param {EditorView} view @param {number} position
 * @returns {boolean} whether there is one
 */
export function toggleTask(view, position) {
  if (view.state.readOnly) return false
  const line = view.state.doc.lineAt(position)
  const match = /^[\s>]*(?:[-*+]|\d+[.)])[ \t]+\[([ xX])\]/.exec(line.text)
  if (match === null) return false
  const from = line.from + (match[0] ?? "").length - 2
  view.dispatch({
    changes: { from, to: from + 1, insert: match[1] === " " ? "x" : " " }, userEvent: "input.task",
  })
  return true
}

/** An image of this server; of other places only the address, because loading it would tell them who reads. */
export class Picture extends WidgetType {
  /** @param {string} address @param {string} description */
  constructor(address, description) {
    super()
    this.address = address
    this.description = description
  }

  /** @param {WidgetType} other */
  eq(other) {
    return other instanceof Picture && other.address === this.address
      && other.description === this.description
  }

  /** @param {EditorView} view */
  toDOM(view) {
    const url = parse(this.address)
    if (url === null || url.origin !== location.origin) {
      const label = translate("imageElsewhere", {
        description: this.description, host: url?.host ?? this.address,
      })
      return create("span", { class: "md-image-elsewhere", "data-link": this.address }, label)
    }
    const image = create("img", { class: "md-image", alt: this.description, src: url.href })
    image.addEventListener("load", () => view.requestMeasure())
    image.addEventListener("error", () => image.classList.add("is-missing"))
    return image
  }

  ignoreEvent() {
    return false
  }
}

/** @param {string} address as written */
function parse(address) {
  try {
    return new URL(address, location.href)
  } catch {
    return null
  }
}
