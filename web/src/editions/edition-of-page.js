// SPDX-License-Identifier: Apache-2.0

import { language } from "../i18n/language.js"
import { byID } from "../ui/dom.js"
import { Editions } from "./editions.js"

/** @typedef {import("./editions.js").Edition} Edition */

/**
 * Names, on a page about a pad that is finished, the edition that it is; there the style sheets hide what would
 * change the pad.
 *
 * @param {string} padName
 * @param {(edition: Edition) => string} words
 * @returns {Promise<Edition | null>} the edition that the pad is
 */
export async function nameEdition(padName, words) {
  const list = await new Editions(padName).list()
  const edition = list?.editions.find(({ number }) => number === list.finished) ?? null
  if (edition === null) return null
  const line = byID("edition-line", HTMLElement)
  document.body.toggleAttribute("data-edition", true)
  line.hidden = false
  language.subscribe(() => {
    line.textContent = words(edition)
  })
  return edition
}
