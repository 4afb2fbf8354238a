// SPDX-License-Identifier: Apache-2.0

import { tables } from "../i18n/format.js"

/** The licences that texts often have, each by the message that is its name. */
export const licences = /** @type {const} */ ([
  "licenceBY", "licenceBYSA", "licenceZero", "licenceOuverte", "licenceNone",
])

/**
 * Which of them a text names, however it writes it: "CC-BY-4.0" is "CC BY 4.0".
 *
 * @param {string} text
 * @returns {typeof licences[number] | null}
 */
export function licenceOf(text) {
  const wanted = letters(text)
  return licences.find((key) => [tables.fr[key], tables.en[key]].some((name) => letters(name) === wanted)) ?? null
}

/** @param {string} text */
const letters = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "")
