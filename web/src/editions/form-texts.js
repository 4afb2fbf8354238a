// SPDX-License-Identifier: Apache-2.0

import { namePage } from "../entities/name-page.js"
import { withOffers } from "../entities/offers.js"
import { locale, translate } from "../i18n/language.js"
import { choiceField } from "./choice-field.js"
import { readDate } from "./dates.js"
import { offeredLanguages } from "./languages.js"
import { licenceOf, licences } from "./licences.js"
import { namesField } from "./names-field.js"
import { textField } from "./text-field.js"

/**
 * What there is to say about a text as such.
 *
 * @param {object} options
 * @param {import("./description.js").Meta} options.meta
 * @param {() => string} options.heading the title that counts where none is given
 * @param {() => string} options.text
 * @param {import("../entities/known-entities.js").KnownEntities} options.known
 * @param {(sentence: string) => void} options.say
 * @returns {import("./description-form.js").OfferingField[]}
 */
export function textFields({ meta, heading, text, known, say }) {
  const languages = offeredLanguages(locale())
  return [
    textField({ meta, key: "title", label: translate("itemTitle"), placeholder: heading, maximumLength: 200 }),
    textField({
      meta, key: "date", label: translate("itemDate"), maximumLength: 100,
      hint: translate("dateHint", {
        example: new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(new Date(2026, 9, 3)),
      }),
      tidy: (text) => readDate(text, locale()) ?? text.trim(),
      remark: (text) => readDate(text, locale()) === null ? translate("dateUnknown") : "",
    }),
    choiceField({
      meta, key: "language", label: translate("itemLanguage"), choices: languages,
      none: translate("choiceNone"), otherwise: translate("choiceOther"), otherLabel: translate("languageOther"),
      valueOf: (text) => languages.find(([tag]) => tag === text.trim().toLowerCase())?.[0] ?? null,
      textOf: (tag) => tag,
    }),
    choiceField({
      meta, key: "licence", label: translate("itemLicence"),
      choices: licences.map((key) => [key, translate(key)]),
      none: translate("choiceNone"), otherwise: translate("choiceOther"), otherLabel: translate("licenceOther"),
      valueOf: licenceOf,
      textOf: (key) => translate(licences.find((known) => known === key) ?? "licenceNone"),
    }),
    textField({
      meta, key: "description", label: translate("itemDescription"), hint: translate("descriptionHint"), isLong: true,
      maximumLength: 5_000,
    }),
    namesField({
      meta, key: "tags", label: translate("itemTags"), hint: translate("tagsHint"), splits: true, completion: "", say,
    }),
    withOffers(namesField({
      meta, key: "concepts", label: translate("concepts"), hint: translate("conceptsHint"), splits: false,
      completion: "known-concepts", say, page: (name) => namePage(known, ["concept"], name, translate("namePage")).element,
    }), { known, kinds: ["concept"], text, valueOf: ({ name }) => name, say }),
    namesField({
      meta, key: "signers", label: translate("itemAgreement"), hint: translate("signersHint"), splits: false,
      completion: "known-persons", say,
    }),
  ]
}
