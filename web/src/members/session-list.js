// SPDX-License-Identifier: Apache-2.0

import { forgetUndo } from "../editor/undo-storage.js"
import { longTime } from "../i18n/format.js"
import { language, locale, translate } from "../i18n/language.js"
import { request } from "../requests.js"
import { forgetName } from "../settings/person.js"
import { byID, create } from "../ui/dom.js"
import { toast } from "../ui/toast.js"

/**
 * A browser in which the member is signed in.
 *
 * @typedef {object} Session
 * @property {string} id
 * @property {string} created
 * @property {string} seen
 * @property {string} [browser]
 * @property {boolean} current whether it is this browser
 */

/**
 * Lists where the member is signed in, each to be ended, and all together.
 *
 * @returns {() => Promise<void>} asks the server again
 */
export function showSessions() {
  const list = byID("session-list", HTMLUListElement)
  /** @type {Session[]} */
  let sessions = []

  async function refresh() {
    const response = await request("GET", "/api/v1/sessions")
    if (response !== null) sessions = (await response.json()).sessions
    render()
  }
  function render() {
    list.replaceChildren(...sessions.map(line))
  }
  /** @param {Session} session */
  function line(session) {
    const name = session.browser ?? translate("sessionUnknown")
    const since = longTime(locale(), new Date(session.created))
    const button = create("button", { type: "button", class: "button button-quiet" }, translate("signOut"))
    button.setAttribute("aria-label", translate("sessionEnd", { name, since }))
    button.addEventListener("click", () => void end(session, button))
    const day = new Date(session.seen).toLocaleDateString(locale(), { dateStyle: "medium" })
    return create("li", {},
      create("p", {},
        session.current ? translate("sessionHere", { name }) : name,
        create("span", { class: "quiet" }, translate("sessionSince", { since, day }))),
      button)
  }
  /** @param {Session} session @param {HTMLButtonElement} button */
  async function end(session, button) {
    button.disabled = true
    if (await request("DELETE", `/api/v1/sessions/${session.id}`) === null) {
      button.disabled = false
      return toast(translate("linkFailed"))
    }
    if (session.current) return leave()
    // The button goes away: the focus stays in the list's part of the page.
    byID("sessions-end", HTMLButtonElement).focus()
    toast(translate("sessionEnded"))
    return refresh()
  }
  byID("sessions-end", HTMLButtonElement).addEventListener("click", async () => {
    if (await request("DELETE", "/api/v1/sessions?all=1") === null) return toast(translate("linkFailed"))
    return leave()
  })
  language.subscribe(render)
  return refresh
}

/** This browser is somebody else from now on. */
function leave() {
  forgetName()
  forgetUndo()
  location.assign("/")
}
