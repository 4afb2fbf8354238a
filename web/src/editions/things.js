// SPDX-License-Identifier: Apache-2.0
// What the description tells of people, places, events and other texts: values of `meta` and the rows
// of a form, each made of the other.

import { formatCoordinates, readCoordinates } from "./coordinates.js"
import { isObject, textOf } from "./plain.js"

/** The roles that people and organisations have in a text. */
export const roles = /** @type {const} */ ([
  "author", "editor", "note-taker", "speaker", "facilitator", "translator", "reviewer", "funder", "host",
])

/**
 * What people did in research, by the words of the Contributor Role Taxonomy (https://credit.niso.org) as its
 * addresses write them.
 */
export const creditRoles = /** @type {const} */ ([
  "conceptualization", "methodology", "investigation", "data-curation", "formal-analysis", "software", "validation",
  "visualization", "resources", "writing-original-draft", "writing-review-editing", "supervision",
  "project-administration", "funding-acquisition",
])

/** How a text relates to another. */
export const relationTypes = /** @type {const} */ ([
  "isVersionOf", "replaces", "isBasedOn", "respondsTo", "cites",
])

/**
 * What a row of the form holds. Members we do not know, and whether the value was an object, stay with it.
 *
 * @typedef {{rest: Record<string, unknown> | null}} Row
 * @typedef {Row & {name: string, kind: string, roles: string[]}} PersonRow
 * @typedef {Row & {name: string, coordinates: string}} PlaceRow
 * @typedef {Row & {name: string, date: string, end: string, place: string}} EventRow
 * @typedef {Row & {type: string, title: string, target: string}} RelationRow
 */

/**
 * @template {Row} R
 * @typedef {object} Thing
 * @property {() => R} blank
 * @property {(value: unknown) => R} read
 * @property {(row: R) => unknown} write null where there is nothing to say
 */

/** @type {Thing<PersonRow>} */
export const person = {
  blank: () => ({ name: "", kind: "person", roles: [], rest: null }),
  read(value) {
    const { name, kind, roles, ...rest } = membersOf(value, "name")
    return {
      name: textOf(name).trim(), kind: textOf(kind) || "person",
      roles: Array.isArray(roles) ? roles.map(textOf).filter((role) => role !== "") : [],
      rest: restOf(value, rest),
    }
  },
  write({ name, kind, roles, rest }) {
    if (name === "" && roles.length === 0 && isEmpty(rest)) return null
    if (rest === null && kind === "person" && roles.length === 0) return name
    return { ...rest, name, kind, ...roles.length === 0 ? {} : { roles } }
  },
}

/** @type {Thing<PlaceRow>} */
export const place = {
  blank: () => ({ name: "", coordinates: "", rest: {} }),
  read(value) {
    const { name, latitude, longitude, ...rest } = membersOf(value, "name")
    return { name: textOf(name).trim(), coordinates: formatCoordinates(latitude, longitude), rest: restOf(value, rest) }
  },
  write({ name, coordinates, rest }) {
    if (name === "" && coordinates === "" && isEmpty(rest)) return null
    return { ...rest, name, ...readCoordinates(coordinates) }
  },
}

/** @type {Thing<EventRow>} */
export const event = {
  blank: () => ({ name: "", date: "", end: "", place: "", rest: {} }),
  read(value) {
    const { name, date, end, place, ...rest } = membersOf(value, "name")
    return {
      name: textOf(name).trim(), date: textOf(date), end: textOf(end), place: textOf(place), rest: restOf(value, rest),
    }
  },
  write({ name, date, end, place, rest }) {
    if (name === "" && date === "" && end === "" && place === "" && isEmpty(rest)) return null
    return { ...rest, name, ...filled({ date, end, place }) }
  },
}

/** @type {Thing<RelationRow>} */
export const relation = {
  blank: () => ({ type: "cites", title: "", target: "", rest: {} }),
  read(value) {
    const { type, title, target, ...rest } = membersOf(value, "title")
    return { type: textOf(type), title: textOf(title).trim(), target: textOf(target), rest: restOf(value, rest) }
  },
  write({ type, title, target, rest }) {
    if (title === "" && target === "" && isEmpty(rest)) return null
    if (rest === null && type === "" && target === "") return title
    return { ...rest, ...filled({ type }), title, ...filled({ target }) }
  },
}

/** @param {unknown} value @param {string} main which member a mere text is @returns {Record<string, unknown>} */
const membersOf = (value, main) => isObject(value) ? value : { [main]: textOf(value) }

/** @param {unknown} value @param {Record<string, unknown>} rest */
const restOf = (value, rest) => isObject(value) ? rest : null

/** @param {Record<string, unknown> | null} rest */
const isEmpty = (rest) => rest === null || Object.keys(rest).length === 0

/** @param {Record<string, string>} members those that hold something */
const filled = (members) => Object.fromEntries(Object.entries(members).filter(([, text]) => text !== ""))
