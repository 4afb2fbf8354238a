// SPDX-License-Identifier: Apache-2.0

/**
 * What stands in `meta` as JSON has it: other Yjs editors may keep shared types there.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function plain(value) {
  if (typeof value !== "object" || value === null) return value
  const { toJSON } = /** @type {{toJSON?: unknown}} */ (value)
  return typeof toJSON === "function" ? toJSON.call(value) : value
}

/** @param {unknown} value @returns {string} empty for what is no text and no number */
export const textOf = (value) => typeof value === "string" ? value
  : typeof value === "number" || typeof value === "boolean" ? String(value) : ""

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value)

/**
 * Whether two values of `meta` say the same, in whatever order their members stand.
 *
 * @param {unknown} a @param {unknown} b
 * @returns {boolean}
 */
export function isSame(a, b) {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((value, index) => isSame(value, b[index]))
  }
  if (!isObject(a) || !isObject(b)) return Object.is(a, b)
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]))
}
