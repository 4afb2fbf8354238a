// SPDX-License-Identifier: Apache-2.0

import { missingWords } from "../editions/missing-words.js"
import { relativeTime } from "../home/relative-time.js"
import { longTime } from "../i18n/format.js"
import { locale, translate } from "../i18n/language.js"
import { latestPublished, newerThanPublished } from "../publications/publication.js"
import { day, pageLink } from "../publications/publication-line.js"
import { create } from "../ui/dom.js"
import { currentEdition } from "./desk.js"

/** @typedef {import("./desk.js").DeskPad} DeskPad */
/** @typedef {(pad: DeskPad, number: number) => void} Act asks whether an edition is to be published, or withdrawn */

/**
 * A pad, how far it is, and what publishes it where it is finished.
 *
 * @param {DeskPad} pad @param {Act} publish
 */
export function padLine(pad, publish) {
  const { title, finished, editions } = pad
  const current = currentEdition(pad)
  const last = editions.at(-1)?.number
  const states = [
    stateOf(pad),
    ...finished === null && last !== undefined ? [translate("deskBegun", { number: last })] : [],
  ]
  const mayPublish = current !== null && current.erased === undefined
  return line(pad, states, !mayPublish ? [] : [
    button(pad, translate("publish"), translate("deskPublish", { title, number: current.number }), () => publish(pad, current.number)),
  ])
}

/**
 * A pad of which an edition is in the knowledge base: which, its page, and what withdraws it.
 *
 * @param {DeskPad} pad @param {Act} withdraw
 */
export function publishedLine(pad, withdraw) {
  const { title, editions } = pad
  const published = latestPublished(editions)
  if (published?.publication == null) return line(pad, [], [])
  const { number, publication: { published: time, url } } = published
  const newer = newerThanPublished(editions)?.newer
  const states = [
    translate("deskPublishedEdition", { number, date: day(time) }),
    ...newer === undefined ? [] : [translate("deskNewer", { newer: newer.number })],
  ]
  return line(pad, states, [
    ...url === null ? [] : [pageLink(url, translate("publishedSeeShort"), translate("deskSee", { title }), "button")],
    button(pad, translate("withdraw"), translate("deskWithdraw", { title, number }), () => withdraw(pad, number)),
  ])
}

/** @param {DeskPad} pad */
function stateOf(pad) {
  const { missing, finished } = pad
  if (finished === null) {
    return missing.length === 0 ? translate("deskComplete") : translate("deskMissing", { items: missingWords(missing) })
  }
  const since = currentEdition(pad)?.finished ?? ""
  return translate("deskEdition", { number: finished, date: since === "" ? "" : longTime(locale(), new Date(since)) })
}

/** @param {DeskPad} pad @param {string[]} states @param {HTMLElement[]} acts */
function line(pad, states, acts) {
  const { id, title, updated } = pad
  return create("li", { class: "desk-line" },
    create("a", { class: "desk-pad", href: `/p/${encodeURIComponent(id)}#finish` },
      create("span", { class: "desk-title", dir: "auto" }, title), " ",
      ...states.flatMap((state) => [create("span", { class: "desk-state" }, state), " "]),
      create("time", { class: "desk-time", datetime: updated, title: longTime(locale(), new Date(updated)) },
        relativeTime(Date.parse(updated), Date.now(), locale()))),
    ...acts.length === 0 ? [] : [create("div", { class: "desk-acts" }, ...acts)])
}

/** @param {DeskPad} pad @param {string} words @param {string} label @param {() => void} act */
function button({ id }, words, label, act) {
  const element = create("button", {
    type: "button", class: "button", "aria-haspopup": "dialog", "aria-label": label, "data-pad": id,
  }, words)
  element.addEventListener("click", act)
  return element
}
