// SPDX-License-Identifier: Apache-2.0

/**
 * What the server lets this page do in the pad.
 *
 * @typedef {"viewer" | "commenter" | "editor" | "owner"} Role
 */

/** @type {readonly string[]} */
const known = ["viewer", "commenter", "editor", "owner"]

/** The roles a link can give, the least first. */
export const linkRoles = /** @type {const} */ (["viewer", "commenter", "editor"])

/**
 * @param {string} name as the server says it
 * @returns {Role | null} null for one that this page does not know
 */
export const roleOf = (name) => known.includes(name) ? /** @type {Role} */ (name) : null

/**
 * Whether the text may be written; as long as nothing is said it may.
 *
 * @param {Role | null} role
 */
export const mayWrite = (role) => role !== "viewer" && role !== "commenter"

/**
 * Whether the pad takes edits from this page: an edition takes none from anybody.
 *
 * @param {{role: Role | null, edition: number}} state
 */
export const takesEdits = ({ role, edition }) => edition === 0 && mayWrite(role)
