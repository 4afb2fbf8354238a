// SPDX-License-Identifier: Apache-2.0

/**
 * Who the server takes this browser for, also while there is no network: it tells so in a cookie
 * beside the one that counts, and both are lost together.
 *
 * @typedef {object} Told
 * @property {string} who the guest or the member; empty if it has not said or the cookie is gone
 * @property {string[] | null} guests those the member has been, whose text is the member's own; null
 *   for who is no member
 */

/**
 * @param {string} cookies as `document.cookie` has them
 * @returns {Told}
 */
export function toldIn(cookies) {
  const value = told.exec(cookies)?.[1] ?? ""
  if (!value.startsWith(memberPrefix)) return { who: value, guests: null }
  const [who = "", ...guests] = value.slice(memberPrefix.length).split(".")
  return { who, guests }
}

// The prefix is there where people come by TLS.
const told = /(?:^|; )(?:__Host-)?encrier-who=([^;]*)/
const memberPrefix = "member."

/**
 * Whether edits that lie in the browser are this person's own to send. Who is no member is only known by
 * the browser, which several people may use: their name must be the same, too.
 *
 * @param {Told} told
 * @param {string} name of the person
 * @param {{who: string, name: string}} edits whose they are
 */
export const isOwn = ({ who, guests }, name, edits) => guests === null
  ? edits.who === who && edits.name === name
  : edits.who === who || guests.includes(edits.who)
