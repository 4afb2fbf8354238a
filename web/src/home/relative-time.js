// SPDX-License-Identifier: Apache-2.0

/**
 * Milliseconds in each unit, the greatest first.
 *
 * @type {[Intl.RelativeTimeFormatUnit, number][]}
 */
const units = [
  ["year", 31_557_600_000], ["month", 2_629_800_000], ["week", 604_800_000], ["day", 86_400_000],
  ["hour", 3_600_000], ["minute", 60_000],
]

/**
 * "il y a 3 jours": whole units, the greatest that fits.
 *
 * @param {number} then milliseconds since 1970
 * @param {number} now likewise
 * @param {string} locale
 */
export function relativeTime(then, now, locale) {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const elapsed = Math.max(0, now - then)
  for (const [unit, duration] of units) {
    if (elapsed >= duration) return format.format(-Math.floor(elapsed / duration), unit)
  }
  return format.format(0, "second")
}
