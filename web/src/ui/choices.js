// SPDX-License-Identifier: Apache-2.0

import { languageNames } from "../i18n/format.js"
import { language, switchLanguage, translate } from "../i18n/language.js"
import { switchTheme, theme } from "../settings/theme.js"
import { byID, create } from "./dom.js"

/** @typedef {import("../i18n/language.js").Language} Language */
/** @typedef {import("../settings/theme.js").Theme} Theme */

/** The switches for language and theme, which every page has. */
export function showChoices() {
  fillChoices("language-choice", {
    options: /** @type {Language[]} */ (Object.keys(languageNames)),
    current: language,
    label: (option) => languageNames[option],
    tag: (option) => option,
    choose: switchLanguage,
  })
  fillChoices("theme-choice", {
    options: /** @type {Theme[]} */ (["auto", "light", "dark"]),
    current: theme,
    label: (option) => translate(themeLabels[option]),
    tag: () => "",
    choose: switchTheme,
  })
}

const themeLabels = /** @type {const} */ ({
  auto: "themeAuto", light: "themeLight", dark: "themeDark",
})

/**
 * Radio buttons in a field set, kept equal to a signal.
 *
 * @template {string} Option
 * @param {string} id of the field set
 * @param {object} content
 * @param {Option[]} content.options
 * @param {import("../signal.js").Signal<Option>} content.current
 * @param {(option: Option) => string} content.label
 * @param {(option: Option) => string} content.tag the language of the label, empty if the page's
 * @param {(option: Option) => void} content.choose
 */
export function fillChoices(id, { options, current, label, tag, choose }) {
  const fieldset = byID(id, HTMLFieldSetElement)
  for (const option of options) {
    const input = create("input", { type: "radio", name: id, value: option })
    const text = create("span", tag(option) === "" ? {} : { lang: tag(option) })
    input.addEventListener("change", () => choose(option))
    current.subscribe((value) => {
      input.checked = value === option
    })
    language.subscribe(() => {
      text.textContent = label(option)
    })
    fieldset.append(create("label", {}, input, text))
  }
}
