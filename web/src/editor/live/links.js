// SPDX-License-Identifier: Apache-2.0

import { EditorSelection, EditorView } from "../../codemirror.js"
import { footnoteTarget } from "./footnotes.js"

/**
 * Opens what a link points at; only where the web goes, never a script.
 *
 * @param {EditorView} view @param {string} link as written
 */
export function openLink(view, link) {
  if (link.startsWith("#^")) {
    const target = footnoteTarget(view.state.doc, link)
    if (target === null) return
    view.dispatch({
      selection: EditorSelection.cursor(target),
      effects: EditorView.scrollIntoView(target, { y: "center" }),
    })
    view.focus()
    return
  }
  const address = webAddress(link)
  if (address !== null) window.open(address, "_blank", "noopener")
}

/** @param {string} link @returns {string | null} null for what must not be opened */
export function webAddress(link) {
  const written = /^www\./i.test(link) ? `https://${link}`
    : /^[^\s@:/]+@[^\s@:/]+$/.test(link) ? `mailto:${link}` : link
  try {
    const url = new URL(written, location.href)
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

/** @param {EventTarget | null} target */
const linkOf = (target) => target instanceof Element
  ? target.closest("[data-link]")?.getAttribute("data-link") ?? null : null

/** A click with Ctrl or ⌘ opens; while it is held, the pointer says so. */
export const openingLinks = [
  EditorView.domEventHandlers({
    mousedown: (event, view) => {
      const link = linkOf(event.target)
      if (link === null || !(event.ctrlKey || event.metaKey) || event.button !== 0) return false
      event.preventDefault()
      openLink(view, link)
      return true
    },
    mousemove: (event, view) => {
      view.dom.classList.toggle("has-modifier", event.ctrlKey || event.metaKey)
    },
  }),
]
