// SPDX-License-Identifier: Apache-2.0

import { locale, translate } from "../i18n/language.js"
import { pageLink } from "../publications/publication-line.js"
import { create } from "../ui/dom.js"
import { dateInWords } from "./dates.js"
import { readList, readNames, readText } from "./description.js"
import { languageName } from "./languages.js"
import { roleName } from "./rows/person-row.js"
import { relationName } from "./rows/relation-row.js"
import { event, person, place, relation } from "./things.js"

/** @typedef {import("./description.js").Meta} Meta */
/** @typedef {import("../entities/known-entities.js").KnownEntities} Known */
/** @typedef {readonly import("../entities/known-entities.js").EntityKind[]} Kinds */

/**
 * The description of a text that is not to be changed: what is said of it, and nothing else. Names lead to
 * their pages in the knowledge base.
 *
 * @param {Meta} meta
 * @param {string} heading the title that counts where none is given
 * @param {Known} known
 */
export function descriptionSheet(meta, heading, known) {
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
    [translate("concepts"), conceptsOf(readNames(meta, "concepts", false), known)],
    [translate("itemAgreement"), readNames(meta, "signers", false).join(", ")],
    [translate("describePeople"), lines(readList(meta, { list: "people" }).map((value) => personLine(value, known)))],
    [translate("describePlaces"), lines(readList(meta, { list: "places", old: "place" }).map((value) => placeLine(value, known)))],
    [translate("describeEvents"), lines(readList(meta, { list: "events", old: "event" }).map((value) => eventLine(value, known)))],
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

/** @param {readonly string[]} names @param {Known} known @returns {Node | string} nothing of nothing */
const conceptsOf = (names, known) => names.length === 0 ? ""
  : create("span", {}, ...names.flatMap((name, index) => [...index === 0 ? [] : [", "], ...behind(name, "", known, ["concept"])]))

/** @param {unknown} value @param {Known} known */
function personLine(value, known) {
  const { name, kind, roles } = person.read(value)
  const more = [...kind === "organisation" ? [translate("kindOrganisation")] : [], ...roles.map(roleName)]
  return behind(name, more.join(", ").toLocaleLowerCase(locale()), known, [kind === "organisation" ? kind : "person"])
}

/** @param {unknown} value @param {Known} known */
function placeLine(value, known) {
  const { name, coordinates } = place.read(value)
  return behind(name, coordinates, known, ["place"])
}

/** @param {unknown} value @param {Known} known */
function eventLine(value, known) {
  const { name, date, end, place: where } = event.read(value)
  const when = [date, end].filter((one) => one !== "").map((one) => dateInWords(one, locale())).join(" – ")
  return behind(name, [when, where].filter((one) => one !== "").join(", "), known, ["event"])
}

/** @param {unknown} value */
function relationLine(value) {
  const { type, title, target } = relation.read(value)
  const words = title || target
  const isAddress = /^https?:\/\//i.test(target)
  const what = isAddress ? create("a", { href: target, target: "_blank", rel: "noopener" }, words)
    : title === "" ? target : target === "" ? title : `${title} (${target})`
  return [`${relationName(type)} `, what]
}

/**
 * A name, and what else is known of it.
 *
 * @param {string} name @param {string} more @param {Known} known @param {Kinds} kinds
 * @returns {(Node | string)[]}
 */
function behind(name, more, known, kinds) {
  const url = known.pageOf(kinds, name)
  const words = url === null ? name : pageLink(url, name, translate("inKnowledgeBase"))
  return more === "" ? [words] : name === "" ? [more] : [words, ` (${more})`]
}
