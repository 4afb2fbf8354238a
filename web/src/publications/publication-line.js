// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { create, icon } from "../ui/dom.js"
import { isPublished } from "./publication.js"

/** @typedef {import("./publication.js").Publishable} Publishable */

/**
 * A link that opens a page of the knowledge base beside what is being done, and says so.
 *
 * @param {string} url @param {string} words @param {string} more what only who does not see the page needs
 * @param {string} [kind] its class
 */
export const pageLink = (url, words, more, kind = "") => create("a", {
  href: url, target: "_blank", rel: "noopener", title: translate("newTab"), class: `page-link ${kind}`.trim(),
}, words, icon("M9 6H6v12h12v-3M13 5h6v6M19 5l-8 8"), create("span", { class: "visually-hidden" }, ` ${more} ${translate("newTab")}`))

/**
 * Since when an edition is in the knowledge base, and where, or since when it is there no longer.
 *
 * @param {Publishable} edition
 * @returns {HTMLElement[]} nothing of one that never was there
 */
export function publicationLine(edition) {
  const { number, publication } = edition
  if (publication === null) return []
  if (!isPublished(edition)) {
    return [create("p", { class: "publication" }, translate("withdrawnOn", { date: day(publication.withdrawn ?? "") }))]
  }
  const line = create("p", { class: "publication" }, translate("publishedOn", { date: day(publication.published) }))
  if (publication.url !== null) {
    line.append(" ", pageLink(publication.url, translate("publishedSee"),
      translate("publishedSeeEdition", { number })))
  }
  return [line]
}

/** @param {string} time @returns {string} */
export const day = (time) => time === "" ? "" : new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(new Date(time))
