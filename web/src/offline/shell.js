// SPDX-License-Identifier: Apache-2.0

/**
 * Which kept page stands for an address when the server is away: what it has of a pad besides the pad
 * itself cannot be had, which is said.
 *
 * @param {string} path
 * @returns {string | null} null for what needs the server
 */
export function fallbackFor(path) {
  if (path === "/") return "/"
  if (/^\/p\/[^/]+$/.test(path)) return "/p/-"
  return path.startsWith("/p/") ? "/away" : null
}

/**
 * Whether something in front of the server answers in its place.
 *
 * @param {number} status
 */
export const isAway = (status) => status === 502 || status === 503 || status === 504
