// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { takesEdits } from "../share/roles.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { showEditionNote } from "./edition-note.js"

/** @typedef {Omit<Parameters<typeof import("./finish-dialog.js").finishDialog>[0], "changed">} Options */

/** What stands behind the `#` of an address that opens the form at once. */
const addresses = /** @type {const} */ ({ "#finish": "description", "#editions": "editions" })

/**
 * The ways to the form in which a pad is described and finished: the settings, to an owner the bar where it has
 * room, the note of an edition, and addresses that open it. What it is made of is loaded when it is needed.
 *
 * @param {Options} options
 */
export function showFinishing(options) {
  const { connection, padName } = options
  const button = byID("finish-button", HTMLButtonElement)
  const barButton = byID("bar-finish", HTMLButtonElement)
  /** @type {Promise<ReturnType<typeof import("./finish-dialog.js").finishDialog>> | null} */
  let dialog = null
  let isWanted = true
  const note = showEditionNote(connection, padName)

  /** @param {"description" | "editions"} part @param {HTMLElement} [opener] what was pressed */
  async function open(part, opener) {
    dialog ??= import("./finish-dialog.js").then(({ finishDialog }) => finishDialog({ ...options, changed: note.refresh }))
    try {
      (await dialog).open(part, opener)
    } catch {
      dialog = null
      toast(translate("linkFailed"))
    }
  }
  /** Opens what the address asks for, behind whatever asks something of the person first. */
  async function followAddress() {
    const part = addresses[/** @type {keyof typeof addresses} */ (location.hash)]
    if (part === undefined || !connection.state.hasDocument) return
    isWanted = false
    // Other parts of the page have their say in the turn in which the page begins.
    for (let other = await dialogAfterTurn(); other !== null; other = await dialogAfterTurn()) await isClosed(other)
    await open(part)
  }
  function render() {
    const isTaking = takesEdits(connection.state)
    button.textContent = translate(isTaking ? "finishButton" : "describeButton")
    barButton.hidden = !isTaking || connection.state.role !== "owner"
  }
  button.addEventListener("click", () => void open("description"))
  barButton.addEventListener("click", () => void open("description", barButton))
  window.addEventListener("hashchange", () => void followAddress())
  language.subscribe(render)
  connection.subscribe(({ hasDocument }) => {
    render()
    if (isWanted && hasDocument) void followAddress()
  })
}

/** @returns {Promise<Element | null>} the dialog that is open then */
const dialogAfterTurn = () => new Promise((resolve) => {
  window.setTimeout(() => resolve(document.querySelector("dialog[open]:not(#finish-dialog)")))
})

/** @param {Element} dialog @returns {Promise<void>} */
const isClosed = (dialog) => new Promise((resolve) => {
  dialog.addEventListener("close", () => resolve(), { once: true })
})
