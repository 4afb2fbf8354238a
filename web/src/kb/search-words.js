// SPDX-License-Identifier: Apache-2.0

/**
 * What the search page says, in the language it is in.
 *
 * @typedef {{none: string, one: string, many: (count: string) => string, more: string, edition: string, locale: string}} SearchWords
 */

/** @type {Record<"fr" | "en", SearchWords>} */
const tables = {
  fr: {
    none: "Aucun texte n’a tous ces mots.",
    one: "Un texte trouvé.",
    many: (count) => `${count} textes trouvés.`,
    more: "Voir plus de résultats",
    edition: "édition",
    locale: "fr",
  },
  en: {
    none: "No text has all of these words.",
    one: "One text found.",
    many: (count) => `${count} texts found.`,
    more: "Show more results",
    edition: "edition",
    locale: "en-GB",
  },
}

/** @returns {SearchWords} */
export const searchWords = () => document.documentElement.lang === "en" ? tables.en : tables.fr

/**
 * A date in words; what is none stands as it is.
 *
 * @param {string} date as `2024`, `2024-05` or `2024-05-28`
 * @param {string} locale
 * @returns {string}
 */
export function dateInWords(date, locale) {
  if (date.length < 7) return date
  const moment = new Date(`${date}T00:00:00Z`.replace(/^(\d{4}-\d\d)T/, "$1-01T"))
  if (Number.isNaN(moment.getTime())) return date
  return new Intl.DateTimeFormat(locale, {
    year: "numeric", month: "long", timeZone: "UTC", ...date.length > 7 ? { day: "numeric" } : {},
  }).format(moment)
}
