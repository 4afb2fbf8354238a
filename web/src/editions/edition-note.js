// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { latestPublished, newerThanPublished } from "../publications/publication.js"
import { day, pageLink } from "../publications/publication-line.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { Editions } from "./editions.js"

/** @typedef {import("./editions.js").Edition} Edition */

/**
 * Says below the bar that the pad is an edition, which nobody changes any more, and leads to all of them and to
 * what is published. Who has the pad open when it becomes one, or is begun again, is told.
 *
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 * @param {string} padName
 * @returns {{refresh: () => Promise<void>}} asks the server again what is published
 */
export function showEditionNote(connection, padName) {
  const note = byID("edition-banner", HTMLElement)
  const service = new Editions(padName)
  /** @type {readonly Edition[]} */
  let editions = []
  let known = 0
  /** Whether the pad has been on the screen: what it was before is nothing new. */
  let wasOpen = false

  function render() {
    const { edition } = connection.state
    note.hidden = edition === 0
    byID("edition-banner-text", HTMLElement).textContent = edition === 0 ? "" : editionSentence(edition, editions)
    byID("edition-banner-published", HTMLElement).replaceChildren(...edition === 0 ? [] : publishedNote(editions))
    document.body.toggleAttribute("data-edition", edition > 0)
  }
  async function refresh() {
    const { edition } = connection.state
    if (edition === 0) return
    editions = (await service.listWith(edition))?.editions ?? []
    render()
  }
  connection.subscribe(async ({ edition, phase }) => {
    if (edition === known) {
      wasOpen ||= phase === "online"
      return
    }
    // The form tells it itself.
    if (wasOpen && !byID("finish-dialog", HTMLDialogElement).open) toast(changeSentence(edition))
    known = edition
    render()
    await refresh()
  })
  language.subscribe(render)
  return { refresh }
}

/**
 * Which edition is read in the knowledge base, since when, and where.
 *
 * @param {readonly Edition[]} editions
 * @returns {(Node | string)[]} nothing where none is
 */
function publishedNote(editions) {
  const published = latestPublished(editions)
  if (published?.publication == null) return []
  const { number, publication: { published: time, url } } = published
  const newer = newerThanPublished(editions)?.newer
  const words = newer === undefined ? translate("publishedOnShort", { date: day(time) })
    : translate("publishedOnlyShort", { number, date: day(time) })
  const page = url === null ? [] : [" · ", pageLink(url, translate("publishedSeeShort"), translate("publishedSeeEdition", { number }))]
  return [words, ...page, " ·"]
}

/**
 * What happened to a pad that somebody has open.
 *
 * @param {number} number which edition it is now; 0 for none
 */
export const changeSentence = (number) => translate(number > 0 ? "editionTold" : "editionBegunTold", { number })

/**
 * What the pad is, and since when as far as is known.
 *
 * @param {number} number @param {readonly Edition[]} editions
 */
export function editionSentence(number, editions) {
  const finished = editions.find((edition) => edition.number === number)?.finished ?? ""
  if (finished === "") return translate("editionIs", { number })
  return translate("editionIsSince", { number, date: day(finished) })
}
