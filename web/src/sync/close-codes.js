// SPDX-License-Identifier: Apache-2.0

/** @typedef {"refused" | "signIn" | "tooLarge" | "gone" | "otherHistory"} ClosedCause */
/** @typedef {"failing" | "busy"} Trouble */

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
 * @param {number} code of a WebSocket close
 * @returns {Trouble | null} what the server said of its own state, if it did
 */
export function troubleOf(code) {
  if (code === 1011) return "failing"
  return code === 1013 ? "busy" : null
}
