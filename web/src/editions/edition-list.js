// SPDX-License-Identifier: Apache-2.0

import { longTime } from "../i18n/format.js"
import { locale, translate } from "../i18n/language.js"
import { isPublished } from "../publications/publication.js"
import { publicationLine } from "../publications/publication-line.js"
import { copyAndSay } from "../ui/clipboard.js"
import { create } from "../ui/dom.js"

/** @typedef {import("./editions.js").Edition} Edition */
/** @typedef {import("./editions.js").Editions} Editions */

/** @typedef {(edition: Edition) => void} Publish asks whether an edition is to be published, or withdrawn where it is */

/**
 * The editions of a pad, the latest first: what each is, what proves it, where it is read, and how to have it.
 *
 * @param {readonly Edition[]} editions
 * @param {Editions} service
 * @param {boolean} mayTakeAll whether the packages, which hold the history, are offered
 * @param {Publish | null} publish null for who may not
 */
export const editionList = (editions, service, mayTakeAll, publish) => [...editions].reverse().map((edition) =>
  create("li", { class: "edition" },
    create("h4", {}, translate("editionName", { number: edition.number }), " ",
      create("span", { class: "quiet", dir: "auto" }, edition.title)),
    ...facts(edition).map((fact) => create("p", { dir: "auto" }, fact)),
    ...publicationLine(edition),
    hashLine(edition),
    create("p", { class: "edition-links" }, ...edition.erased === undefined
      ? [...links(edition.number, service, mayTakeAll), ...publish === null ? [] : [publishButton(edition, publish)]]
      : [translate("editionErased", { date: longTime(locale(), new Date(edition.erased)) })])))

/** @param {Edition} edition @returns {string[]} */
function facts({ finished, signers, note, replaces }) {
  const date = finished === "" ? "" : longTime(locale(), new Date(finished))
  return [
    date === "" ? "" : replaces === undefined ? translate("editionFinished", { date })
      : translate("editionFinishedReplacing", { date, number: replaces }),
    signers.length === 0 ? "" : translate("editionSigners", { names: signers.join(", ") }),
    note === "" ? "" : translate("editionNote", { note }),
  ].filter((fact) => fact !== "")
}

/**
 * What names the edition and proves it: enough of it to compare by eye, all of it to be copied.
 *
 * @param {Edition} edition
 */
function hashLine({ number, sha256 }) {
  const copy = create("button", {
    type: "button", class: "button button-quiet", "aria-label": translate("hashCopyEdition", { number }),
  }, translate("hashCopy"))
  copy.addEventListener("click", () => void copyAndSay(sha256, "hashCopied"))
  return create("p", { class: "edition-hash" },
    create("span", {}, translate("hashName")), create("code", { title: sha256 }, `${sha256.slice(0, 8)}…${sha256.slice(-8)}`), copy)
}

/** @param {number} number @param {Editions} service @param {boolean} mayTakeAll */
function links(number, service, mayTakeAll) {
  const text = create("a", {
    class: "button", href: service.textAddress(number), target: "_blank", rel: "noopener",
    "aria-label": translate("editionTextOf", { number }),
  }, translate("editionText"))
  const whole = create("a", {
    class: "button", href: service.packageAddress(number), download: "", "aria-label": translate("editionPackageOf", { number }),
  }, translate("editionPackage"))
  return mayTakeAll ? [text, whole] : [text]
}

/** @param {Edition} edition @param {Publish} publish */
function publishButton(edition, publish) {
  const { number, publication } = edition
  const word = isPublished(edition) ? "withdraw" : publication === null ? "publish" : "publishAgain"
  const button = create("button", { type: "button", class: "button", "aria-haspopup": "dialog", "data-publish": String(number) },
    translate(word), create("span", { class: "visually-hidden" }, translate("editionName", { number })))
  button.addEventListener("click", () => publish(edition))
  return button
}

/**
 * That the edition which is being written was begun, and why.
 *
 * @param {import("./editions.js").Beginning | null} begun
 * @returns {string} empty while the first is being written, and for a pad that is finished
 */
export function beginningSentence(begun) {
  if (begun === null) return ""
  const { replaces, time, note } = begun
  const values = { number: replaces + 1, date: longTime(locale(), new Date(time)), note }
  return translate(note === "" ? "editionBegun" : "editionBegunWhy", values)
}
