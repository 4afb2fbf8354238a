// SPDX-License-Identifier: Apache-2.0

import { longTime } from "../i18n/format.js"
import { language, locale, translate } from "../i18n/language.js"
import { DeviceDatabase } from "../offline/device-database.js"
import { padsWithUnsent } from "../offline/left-edits.js"
import { findUnread } from "../since/unread.js"
import { ownPads } from "../members/own-pads.js"
import { forgetPad, recentPads } from "../settings/recent-pads.js"
import { byID, create, icon } from "../ui/dom.js"
import { relativeTime } from "./relative-time.js"

/** @typedef {import("../settings/recent-pads.js").RecentPad} RecentPad */

/** Of those listed, which have something here that no server has: it leaves when they are opened. */
let waiting = /** @type {Set<string>} */ (new Set())

/** Of those listed, in which others have written since this person saw them. */
const unread = /** @type {Set<string>} */ (new Set())

/** What a member owns that this browser has not opened. */
let owned = /** @type {RecentPad[]} */ ([])

/** Lists the pads this browser has opened, and those its member owns. */
export function showRecentPads() {
  const database = new DeviceDatabase()
  language.subscribe(render)
  window.addEventListener("pageshow", async () => {
    render()
    waiting = await padsWithUnsent(database)
    if (waiting.size > 0) render()
    owned = await ownPads()
    if (owned.length > 0) render()
    unread.clear()
    await findUnread(recentPads().map(({ name }) => name), (pad) => {
      unread.add(pad)
      render()
    })
  })
}

function render() {
  const pads = recentPads()
  const others = owned.filter(({ name }) => !pads.some((pad) => pad.name === name))
  byID("recent-list", HTMLUListElement)
    .replaceChildren(...pads.map(item), ...others.map((pad) => create("li", { class: "recent-item" }, linkTo(pad))))
  byID("recent-empty", HTMLElement).hidden = pads.length + others.length > 0
  byID("recent-hint", HTMLElement).hidden = pads.length === 0
}

/** @param {RecentPad} pad */
const titleOf = (pad) => pad.title === "" ? translate("untitled") : pad.title

/** @param {RecentPad} pad */
function linkTo(pad) {
  return create("a", { class: "recent-link", href: `/p/${encodeURIComponent(pad.name)}` },
    create("span", { class: "recent-title", dir: "auto" }, titleOf(pad)),
    create("time", { class: "recent-time", datetime: new Date(pad.openedAt).toISOString(), title: longTime(locale(), new Date(pad.openedAt)) },
      relativeTime(pad.openedAt, Date.now(), locale())),
    ...unread.has(pad.name) ? [create("span", { class: "recent-unread" }, translate("unread"))] : [],
    ...waiting.has(pad.name)
      ? [create("span", { class: "recent-waiting" }, translate("recentWaiting"))] : [])
}

/** @param {RecentPad} pad */
function item(pad) {
  const label = translate("forgetPad", { title: titleOf(pad) })
  const button = create("button",
    { class: "icon-button", type: "button", "aria-label": label, title: label },
    icon("M6 6l12 12M18 6 6 18"))
  button.addEventListener("click", () => {
    forgetPad(pad.name)
    render()
    byID("new-pad-title", HTMLInputElement).focus()
  })
  return create("li", { class: "recent-item" }, linkTo(pad), button)
}
