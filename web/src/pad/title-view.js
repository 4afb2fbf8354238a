// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { rememberPad } from "../settings/recent-pads.js"
import { takesEdits } from "../share/roles.js"
import { byID } from "../ui/dom.js"
import { padTitle } from "./title.js"

/** How long after a change of the text its first heading is read again, in milliseconds. */
const readingDelay = 250

/**
 * Shows the pad's title in the header and the window, lets the person change it there, and keeps
 * the pad in this browser's list of recent ones.
 *
 * @param {object} options
 * @param {string} options.padName
 * @param {import("yjs").Text} options.text
 * @param {import("yjs").Map<unknown>} options.meta
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 */
export function showTitle({ padName, text, meta, connection }) {
  const input = byID("title", HTMLInputElement)
  const heading = byID("heading", HTMLElement)
  let timer = 0

  function render() {
    timer = 0
    if (!connection.state.hasDocument) return
    const title = padTitle(meta.get("title"), text.toString(), padName)
    if (document.activeElement !== input) input.value = title
    input.classList.toggle("is-name-only", title === padName)
    // For browsers whose fields do not grow with their content.
    input.size = Math.min(Math.max(title.length, 8), 40)
    heading.textContent = title
    document.title = translate("padDocumentTitle", { title })
    rememberPad({ name: padName, title, openedAt: Date.now() })
  }
  function commit() {
    const wanted = input.value.trim()
    const shown = padTitle(meta.get("title"), text.toString(), padName)
    if (wanted === "" && meta.has("title")) meta.delete("title")
    else if (wanted !== "" && wanted !== shown) meta.set("title", wanted)
    render()
  }
  text.observe(() => {
    if (timer === 0) timer = window.setTimeout(render, readingDelay)
  })
  meta.observe(render)
  language.subscribe(render)
  connection.subscribe(({ hasDocument, phase, role, edition }) => {
    const isDisabled = !hasDocument || phase === "closed" || !takesEdits({ role, edition })
    if (input.disabled === isDisabled && heading.textContent !== "") return
    input.disabled = isDisabled
    render()
  })
  input.addEventListener("blur", commit)
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "Escape") {
      input.value = heading.textContent ?? ""
      input.blur()
    } else if (event.key === "Enter") {
      input.blur()
    }
  })
}
