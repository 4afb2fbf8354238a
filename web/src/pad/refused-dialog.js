// SPDX-License-Identifier: Apache-2.0

import { unsavedPassages } from "./unsaved-passages.js"

/** @typedef {import("../sync/close-codes.js").ClosedCause} ClosedCause */

/**
 * What stays away from the server after the session has ended for good. Only who has to sign in again
 * still has it sent.
 *
 * @type {ReadonlySet<ClosedCause | null>}
 */
const refusing = new Set(/** @type {const} */ (["refused", "tooLarge", "gone", "otherHistory"]))

/**
 * When the server refuses what this page wrote: keeps the text, begins anew with the server's document
 * under a new client ID, and then lets the author copy what was refused.
 *
 * @param {object} options
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {import("yjs").Text} options.text
 * @param {import("./refused-text.js").RefusedTexts} options.refusedTexts
 * @param {import("../offline/offline-pad.js").OfflinePad} options.offline
 * @returns {{isLeaving: boolean}} whether the page is about to begin anew, with nothing to lose
 */
export function keepRefusedText({ connection, text, refusedTexts, offline }) {
  const leaving = { isLeaving: false }
  let isOver = false

  /** @param {import("../sync/pad-connection.js").ConnectionState} state */
  async function refuse({ cause, reason, unsaved }) {
    const isRefused = cause === "refused"
    if (!isRefused && unsaved === 0) {
      await offline.forgetPad()
      return
    }
    const passages = unsavedPassages(text, offline.savedClocks)
    const refused = { passages, text: text.toString(), reason, at: Date.now() }
    if (isRefused) leaving.isLeaving = refusedTexts.keep(refused)
    await offline.refuse(refused)
    if (leaving.isLeaving) location.reload()
  }
  connection.subscribe((state) => {
    if (isOver || state.phase !== "closed" || !refusing.has(state.cause)) return
    isOver = true
    void refuse(state)
  })
  return leaving
}
