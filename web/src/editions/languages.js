// SPDX-License-Identifier: Apache-2.0

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
  const names = new Intl.DisplayNames(locale, { type: "language" })
  const all = offered.map((tag) => /** @type {[string, string]} */ ([tag, names.of(tag) ?? tag]))
  // Those that most texts here are in stand first.
  return [...all.slice(0, 2), ...all.slice(2).sort(([, a], [, b]) => a.localeCompare(b, locale))]
}
