// SPDX-License-Identifier: Apache-2.0

import { longTime } from "../i18n/format.js"
import { language, locale, translate } from "../i18n/language.js"
import { reasonWord } from "../sync/close-codes.js"
import { copyAndSay } from "../ui/clipboard.js"
import { byID } from "../ui/dom.js"
import { personLabel } from "../ui/person-label.js"

/** @typedef {import("../offline/offline-pad.js").Offer} Offer */
/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */

/**
 * Why something was refused, by the word that the server ended the session with.
 *
 * @type {ReadonlyMap<string, MessageKey>}
 */
const refusals = new Map([["beyond-role", "refusedRole"], ["pad-finished", "refusedFinished"]])

/**
 * Shows, one after the other, the texts that wait in this browser for their author to decide.
 *
 * @param {object} options
 * @param {Offer[]} options.offers
 * @param {import("./refused-text.js").RefusedTexts} options.refusedTexts what this tab had refused
 * @param {import("../sync/pad-connection.js").PadConnection} options.connection
 * @param {import("yjs").Text} options.text of the pad
 */
export function showOffers({ offers, refusedTexts, connection, text }) {
  const dialog = byID("refused-dialog", HTMLDialogElement)
  const insert = byID("refused-insert", HTMLButtonElement)
  const later = byID("refused-later", HTMLButtonElement)
  const waiting = withThoseOfTab(offers, refusedTexts)
  /** @type {Offer | undefined} */
  let shown

  function render() {
    if (shown === undefined) return
    const { isRefused, reason, name, at } = shown
    const date = longTime(locale(), new Date(at))
    byID("refused-title", HTMLElement).textContent = translate(isRefused ? "refusedTitle" : "leftTitle")
    byID("refused-text", HTMLElement).textContent = isRefused
      ? translate(refusals.get(reasonWord(reason)) ?? "refusedText")
      : translate("leftText", { name: personLabel({ name }), date })
    byID("refused-label", HTMLElement).textContent =
      translate(isRefused ? "refusedPassages" : "leftPassages")
    byID("refused-close", HTMLElement).textContent = translate(isRefused ? "refusedClose" : "leftErase")
  }
  function next() {
    shown = waiting.shift()
    if (shown === undefined) return
    const passages = shown.passages.join("\n\n")
    byID("refused-passages", HTMLTextAreaElement).value = passages
    byID("refused-part", HTMLElement).hidden = passages === ""
    insert.hidden = later.hidden = shown.isRefused
    render()
    dialog.showModal()
  }
  dialog.addEventListener("cancel", (event) => {
    // What is refused lies nowhere else: Escape would lose it by mistake.
    if (shown?.isRefused === true) event.preventDefault()
  })
  dialog.addEventListener("close", next)
  later.addEventListener("click", () => dialog.close())
  insert.addEventListener("click", () => {
    shown?.insert(text)
    dialog.close()
  })
  byID("refused-close", HTMLButtonElement).addEventListener("click", async () => {
    await shown?.discard().catch(() => {})
    dialog.close()
  })
  byID("refused-copy", HTMLButtonElement).addEventListener("click", () =>
    void copyAndSay(shown?.passages.join("\n\n") ?? ""))
  byID("refused-copy-all", HTMLButtonElement).addEventListener("click", () =>
    void copyAndSay(shown?.text ?? ""))
  connection.subscribe(({ phase, edition }) => {
    insert.disabled = phase !== "online" || edition > 0
  })
  language.subscribe(render)
  next()
}

/**
 * What this tab keeps over its reload lies in the browser too, where it may; it is one text then.
 *
 * @param {Offer[]} offers
 * @param {import("./refused-text.js").RefusedTexts} refusedTexts
 * @returns {Offer[]}
 */
function withThoseOfTab(offers, refusedTexts) {
  const all = refusedTexts.all
  const newest = all[all.length - 1]
  if (newest === undefined) return [...offers]
  const times = all.map(({ at }) => at)
  const same = offers.filter(({ isRefused, at }) => isRefused && times.includes(at))
  const ofTab = {
    name: "", at: newest.at, isRefused: true, reason: newest.reason, insert: () => {}, text: newest.text,
    passages: all.flatMap(({ passages }) => passages),
    discard: async () => {
      refusedTexts.discard()
      for (const offer of same) await offer.discard()
    },
  }
  return [ofTab, ...offers.filter((offer) => !same.includes(offer))]
}
