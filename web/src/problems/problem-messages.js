// SPDX-License-Identifier: Apache-2.0
// What people are told of a problem. The server names its kind; its own sentence is for programs.

/** @typedef {import("../i18n/fr.js").MessageKey} MessageKey */
/** @typedef {{title: MessageKey, text: MessageKey}} Explanation */

/** @type {Explanation} */
const address = { title: "problemAddressTitle", text: "problemAddressText" }
/** @type {Explanation} */
const gone = { title: "problemGoneTitle", text: "problemGoneText" }
/** @type {Explanation} */
const server = { title: "problemServerTitle", text: "problemServerText" }
/** @type {Explanation} */
const away = { title: "problemAwayTitle", text: "problemAwayText" }
/** @type {Explanation} */
const full = { title: "problemServerTitle", text: "troubleFull" }
/** @type {Explanation} */
const long = { title: "problemRenderingTitle", text: "problemRenderingText" }
/** @type {Explanation} only programs meet it, or a page of ours that has a mistake */
const program = { title: "problemOtherTitle", text: "problemOtherText" }

/** By the end of the `type` URN of the server's problem document. */
export const explanations = /** @type {Readonly<Record<string, Explanation>>} */ ({
  "no-such-address": address,
  "no-such-pad": { title: "problemPadTitle", text: "problemPadText" },
  "invalid-pad-name": { title: "problemNameTitle", text: "problemNameText" },
  "no-such-link": { title: "problemAddressTitle", text: "closedLink" },
  "passphrase-needed": { title: "problemOtherTitle", text: "problemPassphraseText" },
  "sent-away": { title: "problemOtherTitle", text: "closedSentAway" },
  "not-open": { title: "problemOtherTitle", text: "closedNotOpen" },
  "pad-in-trash": { title: "problemGoneTitle", text: "closedTrash" },
  "pad-purged": { title: "problemGoneTitle", text: "problemPurgedText" },
  "starting-closed": { title: "problemOtherTitle", text: "problemStartingText" },
  "beyond-role": { title: "problemOtherTitle", text: "problemRoleText" },
  "pad-exists": { title: "problemOtherTitle", text: "problemExistsText" },
  "pad-damaged": { title: "problemServerTitle", text: "troubleDamaged" },
  "pad-full": { title: "problemBusyTitle", text: "troubleBusy" },
  "too-many-guesses": { title: "problemBusyTitle", text: "problemTooManyText" },
  "too-many-changes": { title: "problemBusyTitle", text: "problemTooManyText" },
  "rendering-busy": { title: "problemBusyTitle", text: "problemBusyText" },
  "rendering-stopped": long,
  "text-too-long": long,
  "format-too-long": { title: "problemRenderingTitle", text: "problemFormatStoppedText" },
  "format-stopped": { title: "problemRenderingTitle", text: "problemFormatStoppedText" },
  "formats-busy": { title: "problemBusyTitle", text: "problemFormatsBusyText" },
  "no-such-format": { title: "problemFormatTitle", text: "problemFormatText" },
  "format-unavailable": { title: "problemFormatMissingTitle", text: "problemFormatMissingText" },
  "file-unreadable": { title: "problemOtherTitle", text: "problemFileText" },
  "file-too-large": { title: "problemOtherTitle", text: "problemFileLargeText" },
  "text-too-large": { title: "problemOtherTitle", text: "problemTooLargeText" },
  "pad-images-full": { title: "problemOtherTitle", text: "imagePadFull" },
  "images-full": { title: "problemOtherTitle", text: "imageServerFull" },
  "disk-full": full,
  "storage-failed": server,
  "page-not-built": server,
  "going-down": away,
  "server-away": away,
  "wrong-sign-in": { title: "problemOtherTitle", text: "signInWrong" },
  "too-many-sign-ins": { title: "problemBusyTitle", text: "signInTooMany" },
  "provider-away": { title: "problemServerTitle", text: "providerAway" },
  "provider-refused": { title: "problemOtherTitle", text: "providerRefused" },
  "sign-in-strayed": { title: "problemOtherTitle", text: "signInStrayed" },
  "not-signed-in": { title: "problemOtherTitle", text: "closedSignIn" },
  "wrong-password": { title: "problemOtherTitle", text: "passwordWrong" },
  "password-needed": { title: "problemOtherTitle", text: "passwordNeeded" },
  "passwords-busy": { title: "problemBusyTitle", text: "passwordsBusy" },
  "sign-in-needed": { title: "problemOtherTitle", text: "signInNeeded" },
  "unknown-letter": { title: "problemAddressTitle", text: "digestUnknown" },
  "no-email": { title: "problemOtherTitle", text: "emailMissing" },
  "secret-unknown": { title: "problemAddressTitle", text: "secretUnknown" },
  "email-taken": { title: "problemOtherTitle", text: "emailTaken" },
  "email-of-another": { title: "problemOtherTitle", text: "emailOfAnother" },
  "unfit-email": { title: "problemOtherTitle", text: "emailUnfit" },
  "unfit-name": { title: "problemOtherTitle", text: "nameUnfit" },
  "unfit-password": { title: "problemOtherTitle", text: "passwordUnfit" },
  "foreign-origin": program,
  "invalid-body": program,
  "invalid-metadata": program,
  "invalid-parameter": program,
  "method-not-allowed": program,
  "unsupported-media-type": program,
  "websocket-expected": program,
  "edit-refused": program,
  "unfit-link": program,
  "unfit-passphrase": program,
  "wrong-passphrase": program,
  "too-many-links": program,
  "no-such-moment": { title: "problemAddressTitle", text: "problemMomentText" },
  "moments-out-of-order": { title: "problemAddressTitle", text: "problemMomentOrderText" },
  "no-such-version": { title: "problemOtherTitle", text: "problemVersionText" },
  "unfit-version-name": { title: "problemOtherTitle", text: "problemVersionNameText" },
  "too-many-versions": { title: "problemOtherTitle", text: "problemVersionsFullText" },
  "search-busy": { title: "problemOtherTitle", text: "problemSearchBusyText" },
  "unfit-passage": { title: "problemOtherTitle", text: "problemPassageText" },
  "passage-elsewhere": { title: "problemOtherTitle", text: "problemPassageElsewhereText" },
  "not-a-restore": { title: "problemOtherTitle", text: "problemRestoreText" },
  "pad-finished": { title: "problemFinishedTitle", text: "problemFinishedText" },
  "not-finished": { title: "problemOtherTitle", text: "problemNotFinishedText" },
  "title-missing": { title: "problemOtherTitle", text: "problemTitleMissingText" },
  "no-such-edition": { title: "problemEditionTitle", text: "problemEditionText" },
  "not-published": { title: "problemEditionTitle", text: "problemNotPublishedText" },
  "too-many-editions": { title: "problemOtherTitle", text: "problemEditionsFullText" },
  "unfit-edition-text": { title: "problemOtherTitle", text: "problemEditionNoteText" },
  "cannot-send-away": program,
  "identity-needed": program,
  "pad-changed": program,
})

/** Kinds that pass by themselves: whoever meets them need only wait. */
export const passing = new Set(["going-down", "server-away", "rendering-busy", "pad-full", "too-many-changes"])

/**
 * @param {string} kind
 * @param {number} status of the answer, for kinds that are younger than this page
 * @returns {Explanation}
 */
export function explanationOf(kind, status) {
  const known = Object.hasOwn(explanations, kind) ? explanations[kind] : undefined
  if (known !== undefined) return known
  if (status === 404) return address
  if (status === 410) return gone
  return status >= 500 ? server : program
}

/**
 * The kind of a problem document.
 *
 * @param {{type?: unknown}} problem
 */
export const kindOf = ({ type }) =>
  typeof type === "string" ? type.slice(type.lastIndexOf(":") + 1) : ""
