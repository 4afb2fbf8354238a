// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { reasonWord } from "../sync/close-codes.js"
import { copyAndSay } from "../ui/clipboard.js"
import { byID } from "../ui/dom.js"

/** @typedef {import("../sync/close-codes.js").ClosedCause} ClosedCause */

/** @type {Record<ClosedCause, import("../i18n/language.js").MessageKey>} */
const sentences = {
  refused: "closedRefused",
  signIn: "closedSignIn",
  tooLarge: "closedTooLarge",
  gone: "closedGone",
  otherHistory: "closedOtherHistory",
}

/** What the server says to a page whose member was signed out. */
export const signedOut = "signed-out"

/**
 * By the word that the server ended the session with.
 *
 * @type {ReadonlyMap<string, import("../i18n/language.js").MessageKey>}
 */
const ends = new Map([
  ["no-such-link", "closedLink"], ["sent-away", "closedSentAway"], ["not-open", "closedNotOpen"],
  ["pad-in-trash", "closedTrash"], ["pad-purged", "problemPurgedText"],
])

/** @param {ClosedCause} cause @param {string} reason what the server said */
const sentence = (cause, reason) => ends.get(reasonWord(reason)) ?? sentences[cause]

/**
 * Says why the server has ended the session for good, and lets the person keep the text: the page
 * holds changes that the server does not take. Reloading starts afresh, with a new client ID.
 *
 * @param {object} options
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {import("yjs").Text} options.text
 * @param {{isLeaving: boolean}} options.refusal while the page is about to begin anew, nothing is said
 */
export function showClosedDialog({ connection, text, refusal }) {
  const dialog = byID("closed-dialog", HTMLDialogElement)
  const signIn = byID("closed-sign-in", HTMLAnchorElement)
  signIn.href = `/sign-in#to=${encodeURIComponent(location.pathname)}`

  function render() {
    const { cause, reason } = connection.state
    if (cause === null) return
    byID("closed-text", HTMLElement).textContent = translate(sentence(cause, reason))
    signIn.hidden = reason !== signedOut
  }
  connection.subscribe(({ phase, cause, reason }) => {
    // Who lacks a passphrase is asked for it instead.
    if (phase !== "closed" || (cause === "signIn" && reason !== signedOut) || dialog.open || refusal.isLeaving) return
    render()
    dialog.showModal()
  })
  language.subscribe(render)
  byID("closed-copy", HTMLButtonElement).addEventListener("click", () =>
    void copyAndSay(text.toString()))
  byID("closed-reload", HTMLButtonElement).addEventListener("click", () => location.reload())
}
