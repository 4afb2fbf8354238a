// SPDX-License-Identifier: Apache-2.0

import { longTime } from "../i18n/format.js"
import { language, locale, translate } from "../i18n/language.js"
import { restorePad, trashedPads } from "../share/trash.js"
import { byID, create } from "../ui/dom.js"

/** @typedef {import("../share/trash.js").TrashedPad} TrashedPad */

/** Lists the pads of this person that are in the trash, to be taken out. */
export function showTrashedPads() {
  /** @type {TrashedPad[]} */
  let pads = []

  function render() {
    byID("trash-list", HTMLUListElement).replaceChildren(...pads.map(item))
    byID("trash", HTMLElement).hidden = pads.length === 0
  }
  async function refresh() {
    pads = await trashedPads()
    render()
  }
  /** @param {TrashedPad} pad */
  function item({ id, title, purged }) {
    const date = longTime(locale(), new Date(purged))
    const button = create("button", { class: "button", type: "button" }, translate("trashRestore"))
    button.setAttribute("aria-label", translate("trashRestoreTitle", { title }))
    button.addEventListener("click", async () => {
      button.disabled = true
      if (await restorePad(id)) return location.assign(`/p/${encodeURIComponent(id)}`)
      return refresh()
    })
    return create("li", { class: "trashed-item" },
      create("p", { class: "trashed-pad" },
        create("span", { class: "recent-title", dir: "auto" }, title),
        create("span", { class: "recent-time" }, translate("trashUntil", { date }))),
      button)
  }
  language.subscribe(render)
  window.addEventListener("pageshow", () => void refresh())
}
