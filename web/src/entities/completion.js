// SPDX-License-Identifier: Apache-2.0

import { create } from "../ui/dom.js"

/** @typedef {import("./known-entities.js").EntityKind} EntityKind */

/**
 * What completes the fields of a description, by the ID that such a field names as its list.
 *
 * @type {Record<string, readonly EntityKind[]>}
 */
const lists = {
  "known-people": ["person", "organisation"], "known-persons": ["person"], "known-places": ["place"],
  "known-events": ["event"], "known-concepts": ["concept"],
}

/**
 * Lists that browsers complete names from.
 *
 * @param {import("./known-entities.js").KnownEntities} known
 * @returns {{elements: HTMLElement[], fill: () => void}} `fill` once it is known who and what there is
 */
export function completion(known) {
  const all = Object.entries(lists).map(([id, kinds]) => ({ kinds, element: create("datalist", { id }) }))
  return {
    elements: all.map(({ element }) => element),
    fill() {
      for (const { kinds, element } of all) {
        const names = new Set(known.of(kinds).map(({ name }) => name))
        element.replaceChildren(...[...names].map((value) => create("option", { value })))
      }
    },
  }
}
