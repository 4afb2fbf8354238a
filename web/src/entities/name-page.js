// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { pageLink } from "../publications/publication-line.js"
import { create } from "../ui/dom.js"
import { afterPress } from "./after-press.js"

/** @typedef {import("./known-entities.js").EntityKind} EntityKind */

/**
 * A link to the page that the knowledge base has of a name, beside where the name is written; nothing of one
 * that has none.
 *
 * @param {import("./known-entities.js").KnownEntities} known
 * @param {readonly EntityKind[]} kinds
 * @param {() => string} name
 * @param {string} words
 * @returns {{element: HTMLElement, render: () => void}} `render` after the name has changed
 */
export function namePage(known, kinds, name, words) {
  const element = create("span", { class: "name-page", hidden: "" })
  let shown = ""

  function show() {
    const now = name().trim()
    const url = known.pageOf(kinds, now)
    const state = url === null ? "" : `${now} ${url}`
    if (state === shown) return
    shown = state
    element.hidden = url === null
    element.replaceChildren(...url === null ? [] : [pageLink(url, words, translate("namePageOf", { name: now }))])
  }
  const render = () => afterPress(show)
  known.isLoaded.subscribe(render)
  return { element, render }
}
