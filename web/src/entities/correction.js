// SPDX-License-Identifier: Apache-2.0

import { formatCoordinates } from "../editions/coordinates.js"
import { ask } from "../members/session.js"

/** @typedef {import("./known-entities.js").KnownEntity} KnownEntity */

/**
 * One name, and perhaps one place on the earth, for what is called by some names.
 *
 * @typedef {object} Correction
 * @property {KnownEntity["kind"]} kind
 * @property {string[]} names all that it is called now
 * @property {string} name what it is to be called
 * @property {number} [latitude]
 * @property {number} [longitude]
 */

/**
 * What a correction is, and what it does.
 *
 * @typedef {object} Planned
 * @property {Correction} correction
 * @property {number} texts how many it changes at most: one text may have several of the names
 * @property {boolean} merges whether names become one that were several
 */

/**
 * What is planned by somebody who corrects a name. Whoever gives it a name that another has merges the two.
 *
 * @param {KnownEntity} entity
 * @param {object} wanted
 * @param {string} wanted.name
 * @param {{latitude: number, longitude: number} | null} wanted.coordinates null to leave them as they are
 * @param {readonly KnownEntity[]} wanted.others that are the same
 * @param {readonly KnownEntity[]} all
 * @returns {Planned}
 */
export function planned(entity, { name, coordinates, others }, all) {
  const same = all.filter((other) => other.kind === entity.kind && other.count > 0
    && (other.name === entity.name || other.name === name || others.some((ticked) => ticked.name === other.name)))
  const merges = same.length > 1
  const isMoved = coordinates !== null && (merges || whereIs(entity) !== whereIs(coordinates))
  const changed = same.filter((other) => other.name !== name || isMoved && whereIs(other) !== whereIs(coordinates ?? {}))
  return {
    correction: {
      kind: entity.kind, names: same.map((other) => other.name), name, ...isMoved ? coordinates : {},
    },
    texts: changed.reduce((sum, { count }) => sum + count, 0),
    merges,
  }
}

/** @param {{latitude?: number | undefined, longitude?: number | undefined}} place */
const whereIs = ({ latitude, longitude }) => formatCoordinates(latitude, longitude)

/**
 * Others of a kind that one's pads name, those first that share a word with this one.
 *
 * @param {KnownEntity} entity @param {readonly KnownEntity[]} all
 */
export function othersOf(entity, all) {
  const words = wordsOf(entity.name)
  const isLike = (/** @type {KnownEntity} */ { name }) => wordsOf(name).some((word) => words.includes(word))
  const others = all.filter(({ kind, name, count }) => kind === entity.kind && name !== entity.name && count > 0)
  return [...others.filter(isLike), ...others.filter((other) => !isLike(other))]
}

/** @param {string} name its words, without accents and capitals */
const wordsOf = (name) =>
  name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []

/**
 * Corrects a name in all of one's texts that are not finished.
 *
 * @param {Correction} correction
 * @returns {Promise<{done: {changed: number, finished: number} | null, reason: import("../i18n/language.js").MessageKey}>}
 */
export const correct = (correction) => ask("/api/v1/entities", { ...correction })
