// SPDX-License-Identifier: Apache-2.0

import { isSame, plain, textOf } from "./plain.js"

/** @typedef {import("yjs").Map<unknown>} Meta the root `meta` of a pad */

/**
 * A field of `meta` that holds a list, and the one that held a single text before there were lists.
 *
 * @typedef {object} ListKeys
 * @property {string} list
 * @property {string} [old]
 */

/** @param {Meta} meta @param {string} key @returns {string} */
export const readText = (meta, key) => textOf(plain(meta.get(key)))

/**
 * Writes a text, or takes the field away where there is none. What says the same is not written.
 *
 * @param {Meta} meta @param {string} key @param {string} text
 */
export function writeText(meta, key, text) {
  if (text === "") {
    if (meta.has(key)) meta.delete(key)
  } else if (readText(meta, key) !== text || typeof meta.get(key) !== "string") {
    meta.set(key, text)
  }
}

/**
 * The values that a list shows: the old single text first, until it is edited.
 *
 * @param {Meta} meta @param {ListKeys} keys
 * @returns {unknown[]}
 */
export function readList(meta, { list, old }) {
  const before = old === undefined ? "" : readText(meta, old).trim()
  return [...before === "" ? [] : [before], ...valuesOf(plain(meta.get(list)))]
}

/**
 * Writes what the list is to show. The old text stays where it is as long as it stands first and is
 * what it was; otherwise it moves to the list.
 *
 * @param {Meta} meta @param {ListKeys} keys @param {readonly unknown[]} values
 */
export function writeList(meta, { list, old }, values) {
  const before = old === undefined ? "" : readText(meta, old).trim()
  const staysApart = before !== "" && values[0] === before
  const wanted = (staysApart ? values.slice(1) : values)
    .map((value) => old !== undefined && typeof value === "string" ? { name: value } : value)
  if (!isSame(valuesOf(plain(meta.get(list))), wanted)) {
    if (wanted.length === 0) meta.delete(list)
    else meta.set(list, wanted)
  }
  if (old !== undefined && before !== "" && !staysApart) meta.delete(old)
}

/**
 * Names in a list, also where one text holds them all, as front matter of others has it.
 *
 * @param {Meta} meta @param {string} key
 * @param {boolean} isSplit whether commas in one text separate names
 * @returns {string[]}
 */
export function readNames(meta, key, isSplit) {
  const value = plain(meta.get(key))
  if (isSplit && typeof value === "string") return splitNames(value)
  return valuesOf(value).map((one) => textOf(one).trim()).filter((name) => name !== "")
}

/** @param {string} text @returns {string[]} */
export const splitNames = (text) => text.split(/[,\n]/).map((name) => name.trim()).filter((name) => name !== "")

/** @param {unknown} value @returns {unknown[]} */
function valuesOf(value) {
  if (Array.isArray(value)) return value
  return value === undefined || value === null || value === "" ? [] : [value]
}
