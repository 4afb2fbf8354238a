// SPDX-License-Identifier: Apache-2.0

import { load, save } from "../settings/storage.js"
import { Signal } from "../signal.js"
import { chooseLanguage, localeOf, tables, translator } from "./format.js"

/** @typedef {import("./format.js").Language} Language */
/** @typedef {import("./format.js").Translate} Translate */
/** @typedef {import("./fr.js").MessageKey} MessageKey */

const storageKey = "encrier.language"

/** The language of this page: the person's choice, else the browser's. */
export const language = new Signal(chooseLanguage([load(storageKey) ?? "", ...navigator.languages]))

/** @param {Language} chosen */
export function switchLanguage(chosen) {
  save(storageKey, chosen)
  language.value = chosen
}

/** In what form dates and numbers are written on this page, as a BCP 47 tag. */
export const locale = () => localeOf(language.value, navigator.languages)

/**
 * Says a message in the language of this page.
 *
 * @type {Translate}
 */
export const translate = (key, values) => translator(language.value, locale())(key, values)

/**
 * Keeps a page's markup in the language of the page: the text of `data-text="key"`, and the
 * attributes named in `data-label` (aria-label and tooltip) and `data-placeholder`.
 *
 * @param {ParentNode} root
 */
export function keepTranslated(root) {
  language.subscribe((current) => {
    document.documentElement.lang = current
    const say = translator(current, locale())
    for (const element of root.querySelectorAll("[data-text], [data-label], [data-placeholder]")) {
      const { text, label, placeholder } = /** @type {HTMLElement} */ (element).dataset
      if (isKey(text)) element.textContent = say(text)
      if (isKey(placeholder)) element.setAttribute("placeholder", say(placeholder))
      if (isKey(label)) {
        element.setAttribute("aria-label", say(label))
        element.setAttribute("title", say(label))
      }
    }
  })
}

/** @param {string | undefined} key @returns {key is MessageKey} */
const isKey = (key) => key !== undefined && key in tables.fr
