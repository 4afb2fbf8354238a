// SPDX-License-Identifier: Apache-2.0

/** @typedef {"refused" | "signIn" | "tooLarge" | "gone" | "otherHistory"} ClosedCause */
/** @typedef {"failing" | "full" | "damaged" | "busy"} Trouble */

/** Close codes after which trying again would only fail again. */
const finalCauses = new Map(/** @type {[number, ClosedCause][]} */ ([
  [1003, "refused"],
  [1007, "refused"],
  [1008, "refused"],
  [1009, "tooLarge"],
  [4401, "signIn"],
  [4403, "refused"],
  [4404, "gone"],
  [4409, "otherHistory"],
  [4410, "gone"],
]))

/**
 * @param {number} code of a WebSocket close
 * @returns {ClosedCause | null} null if the connection is worth another attempt
 */
export const finalCause = (code) => finalCauses.get(code) ?? null

/**
 * The word that a close reason begins with, the kind of problem where there is one; what follows a
 * colon is for people who look for the cause.
 *
 * @param {string} reason
 */
export const reasonWord = (reason) => reason.replace(/:.*$/su, "")

/**
 * @param {number} code of a WebSocket close
 * @param {string} reason
 * @returns {Trouble | null} what the server said of its own state, if it did
 */
export function troubleOf(code, reason) {
  if (code === 1011) return reasonWord(reason) === "pad-damaged" ? "damaged" : "failing"
  if (code === 1013) return reasonWord(reason) === "disk-full" ? "full" : "busy"
  return null
}

/**
 * While the server keeps nothing, nothing is to be written that it would have to keep.
 *
 * @param {Trouble | null} trouble
 */
export const forbidsWriting = (trouble) => trouble === "failing" || trouble === "full"
