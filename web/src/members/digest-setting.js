// SPDX-License-Identifier: Apache-2.0

import { longTime } from "../i18n/format.js"
import { language, locale, translate } from "../i18n/language.js"
import { request } from "../requests.js"
import { recentPads } from "../settings/recent-pads.js"
import { Signal } from "../signal.js"
import { fillChoices } from "../ui/choices.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { ask } from "./session.js"

/** @typedef {"off" | "daily" | "weekly"} Frequency */
/** @typedef {{frequency: Frequency, language?: string, next?: string}} Setting as the server tells it */
/** @typedef {import("./session.js").Me} Me */

const labels = /** @type {const} */ ({ off: "digestOff", daily: "digestDaily", weekly: "digestWeekly" })

/**
 * Lets a member choose how often they are written to about their pads, where the server writes to people.
 *
 * @returns {(me: Me | null) => Promise<void>} asks the server again, for who is signed in
 */
export function showDigest() {
  const shown = new Signal(/** @type {Frequency} */ ("off"))
  const error = byID("digest-error", HTMLElement)
  /** @type {Setting} */
  let setting = { frequency: "off" }
  let email = ""
  let wishCount = 0
  /** @type {import("../i18n/language.js").MessageKey | null} */
  let trouble = null

  function render() {
    const { frequency, next } = setting
    byID("own-digest", HTMLElement).hidden = email === ""
    byID("own-digest-text", HTMLElement).textContent = translate("digestText", { email })
    byID("digest-next", HTMLElement).hidden = frequency === "off" || next === undefined
    byID("digest-next", HTMLElement).textContent = next === undefined ? ""
      : translate("digestNext", { date: longTime(locale(), new Date(next)) })
    error.textContent = trouble === null ? "" : translate(trouble)
    error.hidden = trouble === null
  }
  /** Shows what the server says, also where something else was chosen and not done. */
  function show() {
    shown.value = setting.frequency
    for (const input of byID("digest-choice", HTMLFieldSetElement).querySelectorAll("input")) {
      input.checked = input.value === setting.frequency
    }
    render()
  }
  /** @param {Frequency} frequency */
  async function choose(frequency) {
    const pads = frequency === "off" ? [] : recentPads().map(({ name }) => name)
    const answer = await put({ frequency, language: language.value, pads })
    if (answer) toast(translate(frequency === "off" ? "digestEnded" : "digestStarted"))
  }
  /** @param {Record<string, unknown>} wish @returns {Promise<boolean>} whether it was done */
  async function put(wish) {
    const number = ++wishCount
    const { done, reason } = await ask("/api/v1/me/digest", wish, "PUT")
    // Who has chosen again meanwhile is told of that.
    if (number !== wishCount) return false
    trouble = done === null ? reason : null
    if (done !== null) setting = done
    show()
    return done !== null
  }

  fillChoices("digest-choice", {
    options: /** @type {Frequency[]} */ (Object.keys(labels)),
    current: shown,
    label: (option) => translate(labels[option]),
    tag: () => "",
    choose: (option) => void choose(option),
  })
  /** One is written to in the language one reads. */
  function keepLanguage() {
    const { frequency } = setting
    if (frequency !== "off" && setting.language !== language.value) void put({ frequency, language: language.value })
  }

  language.subscribe(() => {
    render()
    keepLanguage()
  })
  return async (me) => {
    const isWrittenTo = me?.account != null && me.sendsLetters
    email = isWrittenTo ? me.account?.email ?? "" : ""
    const response = email === "" ? null : await request("GET", "/api/v1/me/digest")
    if (response !== null) setting = await response.json()
    show()
    keepLanguage()
  }
}
