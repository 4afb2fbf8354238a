// SPDX-License-Identifier: Apache-2.0

/**
 * What there is of an edition in the knowledge base.
 *
 * @typedef {object} Publication
 * @property {string} address the text's own word there
 * @property {string | null} url of the edition's page; null where this server shows no knowledge base
 * @property {string} published when
 * @property {string | null} withdrawn when it was taken out again; null for what is there
 */

/** @typedef {{number: number, publication: Publication | null}} Publishable an edition, as far as publishing goes */

/** @param {any} answer @returns {Publication | null} null for an edition that never was in the knowledge base */
export const publicationIn = (answer) => answer == null ? null : {
  address: answer.address ?? "", url: pageAddress(answer.url), published: answer.published ?? "",
  withdrawn: answer.withdrawn ?? null,
}

/**
 * An address that a page may lead to; what a browser would do something else with is none.
 *
 * @param {unknown} url
 * @returns {string | null}
 */
export const pageAddress = (url) =>
  typeof url === "string" && /^(?:https?:\/\/|\/(?!\/))/i.test(url) ? url : null

/** @param {Pick<Publishable, "publication">} edition */
export const isPublished = ({ publication }) => publication !== null && publication.withdrawn === null

/**
 * The latest edition that is in the knowledge base.
 *
 * @template {Publishable} E
 * @param {readonly E[]} editions
 * @returns {E | null}
 */
export const latestPublished = (editions) => editions.filter(isPublished)
  .reduce((latest, edition) => latest === null || edition.number > latest.number ? edition : latest, /** @type {E | null} */ (null))

/**
 * The edition that was finished after the one in the knowledge base, and is not there.
 *
 * @template {Publishable} E
 * @param {readonly E[]} editions
 * @returns {{published: E, newer: E} | null} null where there is nothing published, or nothing newer
 */
export function newerThanPublished(editions) {
  const published = latestPublished(editions)
  const newer = editions.at(-1)
  return published === null || newer === undefined || newer.number <= published.number ? null : { published, newer }
}
