// SPDX-License-Identifier: Apache-2.0

/** @typedef {"refused" | "signIn" | "tooLarge" | "gone" | "otherHistory"} ClosedCause */

/** Close codes after which trying again would only fail again. */
const finalCauses = new Map(/** @type {[number, ClosedCause][]} */ ([
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
