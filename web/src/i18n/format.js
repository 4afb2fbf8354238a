// SPDX-License-Identifier: Apache-2.0

import { en } from "./en.js"
import { fr } from "./fr.js"

/** @typedef {import("./fr.js").MessageKey} MessageKey */
/** @typedef {"fr" | "en"} Language */
/** @typedef {Record<string, string | number>} Values */
/** @typedef {(key: MessageKey, values?: Values) => string} Translate */

/** @type {Record<Language, import("./fr.js").Messages>} */
export const tables = { fr, en }

/**
 * The names of the languages, each in itself.
 *
 * @type {Record<Language, string>}
 */
export const languageNames = { fr: "Français", en: "English" }

/**
 * In what form a person writes dates and numbers: as they do where their browser says they are, if the
 * page is in a language of theirs.
 *
 * @param {Language} language
 * @param {readonly string[]} wanted as BCP 47 tags, the most wanted first
 * @returns {string} a BCP 47 tag
 */
export const localeOf = (language, wanted) =>
  wanted.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language

/**
 * @param {Language} language
 * @param {string} [locale] in whose form numbers are written
 * @returns {Translate} fills `{name}` from the values; `{count}` also chooses the plural form
 */
export function translator(language, locale = language) {
  const table = tables[language]
  const plurals = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(locale)
  return (key, values = {}) => {
    const message = table[key]
    const text = typeof message === "string" ? message
      : plurals.select(Number(values.count)) === "one" ? message.one : message.other
    return text.replaceAll(/\{(\w+)\}/g, (_, name) => {
      const value = values[name] ?? ""
      return typeof value === "number" ? numbers.format(value) : value
    })
  }
}

/**
 * The first of the wanted languages that there is; French if there is none.
 *
 * @param {readonly string[]} wanted as BCP 47 tags, the most wanted first
 * @returns {Language}
 */
export function chooseLanguage(wanted) {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0]
    if (primary === "fr" || primary === "en") return primary
  }
  return "fr"
}

/**
 * The moment itself: "3 octobre 2026 à 14:05".
 *
 * @param {string} locale @param {Date} date
 */
export const longTime = (locale, date) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(date)
