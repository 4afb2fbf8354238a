// SPDX-License-Identifier: Apache-2.0

import { byID } from "../ui/dom.js"
import { rememberAway } from "./provider.js"

/** Brings who signs in again by the provider back to the page of their account. */
export function showErasureCheck() {
  byID("erase-sign-in-link", HTMLAnchorElement).addEventListener("click", () => {
    rememberAway({ to: "/account", pads: [] })
  })
}

/**
 * Asks for the password of who has one, before their account is erased.
 *
 * @param {import("./session.js").Me | null} me
 */
export function askForPassword(me) {
  const hasPassword = me?.account?.hasPassword === true
  const password = byID("erase-password", HTMLInputElement)
  byID("erase-password-part", HTMLElement).hidden = !hasPassword
  password.disabled = !hasPassword
  password.required = hasPassword
  byID("erase-sign-in-link", HTMLElement).hidden = me?.provider == null
}
