// SPDX-License-Identifier: Apache-2.0

/** The names of the months in the languages of the page, without accents and dots. */
const months = ["fr", "en"].flatMap((language) => /** @type {const} */ (["long", "short"]).map((length) =>
  Array.from({ length: 12 }, (_, month) =>
    bare(new Intl.DateTimeFormat(language, { month: length, timeZone: "UTC" }).format(Date.UTC(2000, month, 15))))))

/**
 * A date as people write it, of a day, a month or a year.
 *
 * @param {string} text "3 octobre 2026", "3/10/2026", "10/2026", "2026-10-03", "2026"
 * @param {string} locale in whose order day and month stand
 * @returns {string | null} as ISO 8601 has it; null for what is no date
 */
export function readDate(text, locale) {
  const written = bare(text)
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(written)
  if (iso !== null) return dateOf(iso[1], iso[2], iso[3])
  const numbers = /^(?:(\d{1,2})[/. -])?(\d{1,2})[/. -](\d{4})$/.exec(written)
  if (numbers !== null) {
    const [, first, second, year] = numbers
    const isMonthFirst = first !== undefined && beginsWithMonth(locale)
    return isMonthFirst ? dateOf(year, first, second) : dateOf(year, second, first)
  }
  const words = /^(?:(\d{1,2})(?:er|st|nd|rd|th)? )?(\p{L}+) (\d{4})$/u.exec(written)
    ?? swapped(/^(\p{L}+) (\d{1,2})(?:er|st|nd|rd|th)?,? (\d{4})$/u.exec(written))
  if (words === null) return null
  const [, day, name = "", year] = words
  const month = months.map((names) => names.indexOf(name)).find((index) => index >= 0)
  return month === undefined ? null : dateOf(year, String(month + 1), day)
}

/**
 * A date as people read it: "3 octobre 2026", "octobre 2026", "2026".
 *
 * @param {string} text as ISO 8601 has it, of a day, a month or a year
 * @param {string} locale
 * @returns {string} the text itself where it is no such date
 */
export function dateInWords(text, locale) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (found === null || readDate(text, locale) === null) return text
  const [, year, month, day] = found
  const date = new Date(Date.UTC(2000, Number(month ?? 1) - 1, Number(day ?? 1)))
  date.setUTCFullYear(Number(year))
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC", year: "numeric", ...month === undefined ? {} : { month: "long" }, ...day === undefined ? {} : { day: "numeric" },
  }).format(date)
}

/**
 * Whether one date is before another, as far as both say: no day of a month is before that month.
 *
 * @param {string} one as ISO 8601 has it @param {string} other what is no date is not compared
 */
export function isBefore(one, other) {
  const isDate = /^\d{4}(-\d{2}(-\d{2})?)?$/
  const length = Math.min(one.length, other.length)
  return isDate.test(one) && isDate.test(other) && one.slice(0, length) < other.slice(0, length)
}

/**
 * "october 3, 2026" in the order of "3 october 2026".
 *
 * @param {RegExpExecArray | null} found
 */
const swapped = (found) => found === null ? null : [found[0], found[2], found[1], found[3]]

/** @param {string | undefined} year @param {string} [month] @param {string} [day] @returns {string | null} */
function dateOf(year, month, day) {
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)]
  const date = new Date(Date.UTC(y, m - 1, d))
  date.setUTCFullYear(y)
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0")
  return [String(y).padStart(4, "0"), ...month === undefined ? [] : [two(m)], ...day === undefined ? [] : [two(d)]].join("-")
}

/** @param {string} locale */
function beginsWithMonth(locale) {
  const parts = new Intl.DateTimeFormat(locale).formatToParts()
  return parts.findIndex(({ type }) => type === "month") < parts.findIndex(({ type }) => type === "day")
}

/** @param {string} text without accents, dots behind words, and more than one space */
function bare(text) {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/(\p{L})\./gu, "$1")
    .replaceAll(/\s+/gu, " ").trim()
}
