// SPDX-License-Identifier: Apache-2.0

/**
 * Who the server takes this browser for, also while there is no network: it tells so in a cookie
 * beside the one that counts, and both are lost together.
 *
 * @param {string} cookies as `document.cookie` has them
 * @returns {string} empty if it has not said or the cookie is gone
 */
export const identityIn = (cookies) =>
  told.exec(cookies)?.[1] ?? ""

// The prefix is there where people come by TLS.
const told = /(?:^|; )(?:__Host-)?encrier-who=([^;]*)/
