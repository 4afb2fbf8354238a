// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { dateInWords } from "./dates.js"
import { readList, readNames, readText } from "./description.js"
import { languageName } from "./languages.js"
import { roleName } from "./rows/person-row.js"
import { relationName } from "./rows/relation-row.js"
import { event, person, place, relation } from "./things.js"

/** @typedef {import("./description.js").Meta} Meta */

/**
 * The description of a text that is not to be changed: what is said of it, and nothing else.
 *
 * @param {Meta} meta
 * @param {string} heading the title that counts where none is given
 */
export function descriptionSheet(meta, heading) {
  /** @param {string} key */
  const text = (key) => readText(meta, key).trim()
  /** @type {[string, Node | string][]} */
  const said = [
    [translate("itemTitle"), text("title") || heading],
    [translate("itemDate"), dateInWords(text("date"), locale())],
    [translate("itemLanguage"), languageName(text("language"), locale())],
    [translate("itemLicence"), text("licence")],
    [translate("itemDescription"), text("description")],
    [translate("itemTags"), readNames(meta, "tags", true).join(", ")],
    [translate("concepts"), readNames(meta, "concepts", false).join(", ")],
    [translate("itemAgreement"), readNames(meta, "signers", false).join(", ")],
    [translate("describePeople"), lines(readList(meta, { list: "people" }).map(personLine))],
    [translate("describePlaces"), lines(readList(meta, { list: "places", old: "place" }).map(placeLine))],
    [translate("describeEvents"), lines(readList(meta, { list: "events", old: "event" }).map(eventLine))],
    [translate("describeRelations"), lines(readList(meta, { list: "relations" }).map(relationLine))],
  ]
  const given = said.filter(([, what]) => what !== "")
  return given.length === 0 ? create("p", { class: "quiet" }, translate("describeNothing"))
    : create("dl", { class: "description-sheet" }, ...given.flatMap(([name, what]) => [
      create("dt", {}, name), create("dd", { dir: "auto" }, what),
    ]))
}

/** @param {readonly (Node | string)[][]} all @returns {Node | string} nothing of nothing */
const lines = (all) => all.length === 0 ? ""
  : create("ul", {}, ...all.map((parts) => create("li", { dir: "auto" }, ...parts)))

/** @param {unknown} value */
function personLine(value) {
  const { name, kind, roles } = person.read(value)
  const known = [...kind === "organisation" ? [translate("kindOrganisation")] : [], ...roles.map(roleName)]
  return [behind(name, known.join(", ").toLocaleLowerCase(locale()))]
}

/** @param {unknown} value */
function placeLine(value) {
  const { name, coordinates } = place.read(value)
  return [behind(name, coordinates)]
}

/** @param {unknown} value */
function eventLine(value) {
  const { name, date, end, place: where } = event.read(value)
  const when = [date, end].filter((one) => one !== "").map((one) => dateInWords(one, locale())).join(" – ")
  return [behind(name, [when, where].filter((one) => one !== "").join(", "))]
}

/** @param {unknown} value */
function relationLine(value) {
  const { type, title, target } = relation.read(value)
  const words = title || target
  const isAddress = /^https?:\/\//i.test(target)
  const what = isAddress ? create("a", { href: target, target: "_blank", rel: "noopener" }, words)
    : title === "" ? target : behind(title, target)
  return [`${relationName(type)} `, what]
}

/** @param {string} name @param {string} more */
const behind = (name, more) => more === "" ? name : name === "" ? more : `${name} (${more})`
