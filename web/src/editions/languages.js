// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"

/** Those that browsers do not name, or not as they are called where texts are written here. */
const ownNames = /** @type {const} */ ({ gsw: "languageAlsatian", kab: "languageKabyle" })

/** The languages that are offered first; any other is written as a tag of BCP 47. */
const offered = [
  "fr", "en", "es", "de", "it", "pt", "nl", "ca", "eu", "br", "oc", "co", "gsw", "ar", "kab", "tr", "el", "pl", "ro", "uk",
  "ru", "zh", "ja",
]

/**
 * @param {string} locale in whose words
 * @returns {[string, string][]} each by its tag and its name
 */
export function offeredLanguages(locale) {
  const all = offered.map((tag) => /** @type {[string, string]} */ ([tag, languageName(tag, locale)]))
  // Those that most texts here are in stand first.
  return [...all.slice(0, 2), ...all.slice(2).sort(([, a], [, b]) => a.localeCompare(b, locale))]
}

/**
 * @param {string} text a tag of BCP 47, or what else somebody wrote
 * @param {string} locale in whose words
 * @returns {string} the text where it is no language that has a name
 */
export function languageName(text, locale) {
  const tag = text.trim().toLowerCase()
  if (Object.hasOwn(ownNames, tag)) return translate(ownNames[/** @type {keyof typeof ownNames} */ (tag)])
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? text
  } catch {
    return text
  }
}
