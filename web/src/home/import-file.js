// SPDX-License-Identifier: Apache-2.0

import { importEndings, importType } from "../formats/formats.js"
import { noteMessages } from "../formats/note-messages.js"
import { translate } from "../i18n/language.js"
import { explanationOf, kindOf } from "../problems/problem-messages.js"
import { byID, create } from "../ui/dom.js"

/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */
/** @typedef {{kind: string, detail?: string}} Note something in a file that was not understood */

/** Lets the person make a pad of a file; what of it was not understood is told before they go there. */
export function showImport() {
  const button = byID("import-button", HTMLButtonElement)
  const answer = byID("import-answer", HTMLElement)
  const result = byID("imported", HTMLElement)

  button.addEventListener("click", () => {
    const input = create("input", { type: "file", accept: importEndings })
    input.addEventListener("change", () => {
      const file = input.files?.[0]
      if (file !== undefined) void take(file)
    })
    input.click()
  })

  /** @param {File} file */
  async function take(file) {
    button.disabled = true
    result.hidden = true
    answer.textContent = translate("importRunning", { name: file.name })
    const made = await importFile(file)
    button.disabled = false
    if (typeof made === "string") {
      answer.textContent = translate("importRefused", { name: file.name, reason: translate(made) })
      return
    }
    const address = `/p/${encodeURIComponent(made.name)}`
    if (made.notes.length === 0) {
      location.assign(address)
      return
    }
    answer.textContent = ""
    const link = byID("imported-link", HTMLAnchorElement)
    link.href = address
    byID("imported-notes", HTMLUListElement).replaceChildren(...made.notes.map((note) =>
      create("li", {}, noteText(note))))
    result.hidden = false
    link.focus()
  }
}

/** @param {Note} note */
function noteText({ kind, detail }) {
  const text = translate(noteMessages[kind] ?? "noteContent")
  return detail === undefined ? text : `${text} (${detail})`
}

/**
 * @param {File} file
 * @returns {Promise<{name: string, notes: Note[]} | MessageKey>} the pad, or why there is none
 */
async function importFile(file) {
  const type = importType(file.name)
  if (type === undefined) return "noteFile"
  try {
    const response = await fetch(`/api/v1/pads?file=${encodeURIComponent(file.name.slice(-200))}`, {
      method: "POST", body: file, headers: { "Content-Type": type, Accept: "application/json" },
    })
    const body = await response.json()
    if (!response.ok) return explanationOf(kindOf(body), response.status).text
    return { name: String(body.id), notes: Array.isArray(body.notes) ? body.notes : [] }
  } catch {
    return "importFailed"
  }
}
