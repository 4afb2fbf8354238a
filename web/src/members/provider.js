// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { explanationOf } from "../problems/problem-messages.js"
import { renamePerson } from "../settings/person.js"
import { adoptPads, recentPads } from "../settings/recent-pads.js"
import { tabStorage } from "../settings/storage.js"
import { byID } from "../ui/dom.js"
import { whoAmI } from "./session.js"

/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */
/** @typedef {import("../settings/recent-pads.js").RecentPad} RecentPad */

/** What the tab keeps while it is at the provider's. */
const awayKey = "encrier.away"

/** @typedef {{to: string, pads: RecentPad[]}} Away where to go on, and what the guest's list was */

/**
 * Lets the person sign in by the server's provider, where there is one.
 *
 * @param {HTMLInputElement} keep whether what was written here is theirs
 * @param {string} to where they go on afterwards
 * @param {string | null} provider
 */
export function showProvider(keep, to, provider) {
  if (provider === null) return
  const link = byID("account-provider-link", HTMLAnchorElement)
  language.subscribe(() => {
    link.textContent = translate("providerSignIn", { provider })
  })
  link.addEventListener("click", () => {
    if (!keep.checked) link.href = "/sign-in/openid?guest=0"
    rememberAway({ to, pads: keep.checked ? recentPads() : [] })
  })
  byID("account-provider", HTMLElement).hidden = false
}

/**
 * Notes, before the browser goes to the provider, what it comes back to.
 *
 * @param {Away} away
 */
export function rememberAway(away) {
  try {
    tabStorage.setItem(awayKey, JSON.stringify(away))
  } catch {
    // Then one goes on at the home page.
  }
}

/**
 * Goes on after the provider has sent the browser back.
 *
 * @param {URLSearchParams} hash of the page's address
 * @returns {MessageKey | null} what went wrong, if anything did
 */
export function comeBack(hash) {
  const error = hash.get("error")
  if (error !== null) {
    history.replaceState(null, "", location.pathname)
    return explanationOf(error, 0).text
  }
  if (hash.has("done")) void goOn()
  return null
}

async function goOn() {
  const { to, pads } = takeAway()
  const me = await whoAmI()
  if (me?.account != null) {
    renamePerson(me.account.name)
    if (pads.length > 0) adoptPads(pads)
  }
  location.replace(to)
}

/** @returns {Away} */
function takeAway() {
  try {
    const kept = tabStorage.getItem(awayKey)
    tabStorage.removeItem(awayKey)
    return kept === null ? { to: "/", pads: [] } : JSON.parse(kept)
  } catch {
    return { to: "/", pads: [] }
  }
}
