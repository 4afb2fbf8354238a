// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { explanationOf, kindOf } from "../problems/problem-messages.js"
import { send } from "../requests.js"
import { byID, create } from "../ui/dom.js"
import { exportFormats, fileName } from "./formats.js"

/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */

/**
 * Lets the person take the pad along as a file. What takes a while says so, and ends when the dialog is
 * closed.
 *
 * @param {string} padName
 */
export function showExport(padName) {
  const dialog = byID("export-dialog", HTMLDialogElement)
  const list = byID("export-list", HTMLUListElement)
  const answer = byID("export-answer", HTMLElement)
  /** Formats that this server cannot make. */
  let missing = /** @type {Set<string>} */ (new Set())
  /** The file that is awaited. */
  let running = /** @type {AbortController | null} */ (null)

  byID("export-button", HTMLButtonElement).addEventListener("click", async () => {
    answer.textContent = ""
    render()
    dialog.showModal()
    missing = await missingFormats()
    if (missing.size > 0) render()
  })
  byID("export-close", HTMLButtonElement).addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => {
    running?.abort()
    // The panel with the button that opened it has closed meanwhile.
    byID("settings-button", HTMLButtonElement).focus()
  })
  language.subscribe(render)

  function render() {
    const focused = document.activeElement?.getAttribute("data-format")
    list.replaceChildren(...exportFormats.map(item))
    if (focused !== undefined && focused !== null) {
      list.querySelector(/** @type {"button"} */ (`[data-format="${focused}"]`))?.focus()
    }
  }

  /** @param {typeof exportFormats[number]} entry */
  function item({ format, name, use }) {
    const isMissing = missing.has(format)
    const button = create("button", { class: "export-format", type: "button", "data-format": format },
      create("span", { class: "export-name" }, name),
      " ",
      create("span", { class: "quiet" }, translate(isMissing ? "formatMissing" : use)))
    button.disabled = isMissing
    button.addEventListener("click", () => void take(format, name))
    return create("li", {}, button)
  }

  /** @param {string} format @param {string} name */
  async function take(format, name) {
    running?.abort()
    const controller = new AbortController()
    running = controller
    answer.textContent = translate("exportRunning", { name })
    const said = await download(padName, format, controller.signal)
    if (controller.signal.aborted) return
    running = null
    answer.textContent = said === null ? translate("exportDone", { name }) : translate(said)
  }
}

/** @returns {Promise<Set<string>>} those that the server cannot make; none when it does not say */
async function missingFormats() {
  const response = await send("GET", "/api/v1/formats")
  if (response === null || !response.ok) return new Set()
  /** @type {{exports: {format: string, available: boolean}[]}} */
  const { exports } = await response.json()
  return new Set(exports.filter(({ available }) => !available).map(({ format }) => format))
}

/**
 * @param {string} padName @param {string} format @param {AbortSignal} signal
 * @returns {Promise<MessageKey | null>} why there is no file
 */
async function download(padName, format, signal) {
  try {
    const response = await fetch(`/p/${encodeURIComponent(padName)}/export/${format}`, {
      signal, headers: { Accept: "application/problem+json" },
    })
    if (!response.ok) {
      return explanationOf(kindOf(await response.json()), response.status).text
    }
    const address = URL.createObjectURL(await response.blob())
    const link = create("a", {
      href: address,
      download: fileName(response.headers.get("Content-Disposition"), `${padName}.${format}`),
    })
    link.click()
    // Some browsers begin to read it only later.
    window.setTimeout(() => URL.revokeObjectURL(address), 60_000)
    return null
  } catch {
    return "exportFailed"
  }
}
