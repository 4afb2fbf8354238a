// SPDX-License-Identifier: Apache-2.0
// Decisions and actions as they stand in a text; Documentation/DECISIONS-AND-ACTIONS.md is their form.

/** @typedef {import("../i18n/format.js").Language} Language */

const words = /** @type {const} */ ({
  fr: { decision: "**Décision :**", action: "**Action :**", due: "avant le" },
  en: { decision: "**Decision:**", action: "**Action:**", due: "by" },
})

/** @param {Language} language @param {string} [text] */
export const decisionText = (language, text = "") => `- ${words[language].decision} ${text}`

/**
 * An action from what was typed after its command: `@Léo relire avant le 15/10`.
 *
 * @param {Language} language @param {string} typed @param {Date} today
 * @returns {{text: string, caret: number}} the caret stands where what is to be done is written
 */
export function actionText(language, typed, today) {
  const who = /@[\p{L}\p{N}_’'.-]+/u.exec(typed)?.[0] ?? ""
  const due = dueDate(typed, today)
  const rest = typed.replace(who, "").replace(duePattern, "").trim()
  const start = `- [ ] ${words[language].action} ${who === "" ? "@" : who}`
  const task = rest === "" ? "" : ` ${rest}`
  const end = due === null ? "" : ` ${words[language].due} ${dayText(language, due)}`
  const caret = start.length + (who === "" ? 0 : Math.max(task.length, 1))
  return { text: `${start}${task === "" && who !== "" ? " " : task}${end}`, caret }
}

const duePattern = /(?:avant le|pour le|d’ici le|d'ici le|by|before)\s+(\d{1,4})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?/i

/**
 * @param {string} typed @param {Date} today
 * @returns {Date | null} without a year, the next such day
 */
function dueDate(typed, today) {
  const match = duePattern.exec(typed)
  if (match === null) return null
  const [first = 0, second = 0, third = 0] = match.slice(1).map((part) => Number(part ?? 0))
  if (first > 31) return validDay(first, second, third)
  if (third > 0) return validDay(third < 100 ? 2000 + third : third, second, first)
  const thisYear = validDay(today.getFullYear(), second, first)
  const isPast = thisYear !== null && thisYear.getTime() < today.getTime() - 86_400_000
  return isPast ? validDay(today.getFullYear() + 1, second, first) : thisYear
}

/** @param {number} year @param {number} month @param {number} day */
function validDay(year, month, day) {
  const date = new Date(year, month - 1, day)
  return date.getMonth() === month - 1 && date.getDate() === day ? date : null
}

/** @param {Language} language @param {Date} date @returns {string} as due dates are written */
export function dayText(language, date) {
  const [year, month, day] = [
    String(date.getFullYear()), String(date.getMonth() + 1).padStart(2, "0"),
    String(date.getDate()).padStart(2, "0"),
  ]
  return language === "fr" ? `${day}/${month}/${year}` : `${year}-${month}-${day}`
}

/** @param {string} locale @param {Date} date @returns {string} as a person of that locale writes it */
export const longDay = (locale, date) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(date)
