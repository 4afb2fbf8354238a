// SPDX-License-Identifier: Apache-2.0
// The pages "/sign-in", "/invitation", "/password" and "/forgotten": one form, and what it is for.

import { keepTranslated, language, translate } from "./i18n/language.js"
import { comeBack, showProvider } from "./members/provider.js"
import { ask, whoAmI } from "./members/session.js"
import { renamePerson } from "./settings/person.js"
import { adoptPads, recentPads } from "./settings/recent-pads.js"
import { keepThemed } from "./settings/theme.js"
import { showChoices } from "./ui/choices.js"
import { byID } from "./ui/dom.js"

/** @typedef {import("./i18n/language.js").MessageKey} MessageKey */

/**
 * What one of the pages says and asks.
 *
 * @typedef {object} Purpose
 * @property {MessageKey} title
 * @property {MessageKey} text
 * @property {MessageKey} confirm
 * @property {MessageKey} password the label
 * @property {string} path
 * @property {string} purpose what its secret is for; empty if it needs none
 */

/** @type {Record<string, Purpose>} */
const purposes = {
  "/sign-in": {
    title: "signInTitle", text: "signInText", confirm: "signIn", password: "accountPassword",
    path: "/api/v1/sessions", purpose: "",
  },
  "/invitation": {
    title: "invitationTitle", text: "invitationText", confirm: "invitationConfirm",
    password: "accountPassword", path: "/api/v1/accounts", purpose: "invitation",
  },
  "/forgotten": {
    title: "forgottenTitle", text: "forgottenText", confirm: "forgottenConfirm",
    password: "accountPassword", path: "/api/v1/forgotten", purpose: "",
  },
  "/password": {
    title: "passwordTitle", text: "passwordText", confirm: "passwordConfirm",
    password: "accountPasswordNew", path: "/api/v1/password", purpose: "password",
  },
}

const signIn = /** @type {Purpose} */ (purposes["/sign-in"])
const page = purposes[location.pathname] ?? signIn
const needsSecret = page.purpose !== ""
const isForgotten = location.pathname === "/forgotten"
const hash = new URLSearchParams(location.hash.slice(1))
const secret = hash.get("secret") ?? ""
const form = byID("account-form", HTMLFormElement)
const name = byID("account-name", HTMLInputElement)
const email = byID("account-email", HTMLInputElement)
const password = byID("account-password", HTMLInputElement)
const keep = byID("account-keep", HTMLInputElement)
const button = byID("account-confirm", HTMLButtonElement)
/** @type {MessageKey | null} */
let trouble = comeBack(hash)
let isAskedFor = false

keepThemed()
keepTranslated(document)
showChoices()
language.subscribe(render)
// The secret leaves the address at once; where it fails, the person can open the address again.
if (needsSecret) history.replaceState(null, "", location.pathname)

name.required = page.purpose === "invitation"
byID("account-name-part", HTMLElement).hidden = page.purpose !== "invitation"
byID("account-keep-part", HTMLElement).hidden = page.purpose === "password" || isForgotten
byID("account-password-part", HTMLElement).hidden = isForgotten
byID("account-hint", HTMLElement).hidden = !needsSecret
email.readOnly = needsSecret
email.required = !needsSecret
password.autocomplete = needsSecret ? "new-password" : "current-password"
password.minLength = needsSecret ? 8 : 0
password.required = !isForgotten
form.addEventListener("submit", (event) => {
  event.preventDefault()
  void (isForgotten ? askForLetter() : send())
})
if (needsSecret) void look()
else {
  form.hidden = false
  if (!isForgotten) void showOtherWays()
}

/** The provider, and the way for who has forgotten their password, where the server has them. */
async function showOtherWays() {
  const me = await whoAmI()
  showProvider(keep, target(), me?.provider ?? null)
  byID("account-forgotten", HTMLElement).hidden = me?.sendsLetters !== true
}

/** Has the person written to; whether anybody has that address, nobody is told. */
async function askForLetter() {
  button.disabled = true
  const answer = await ask(page.path, { email: email.value, language: language.value })
  trouble = answer.done === null ? answer.reason : null
  isAskedFor = trouble === null
  form.hidden = isAskedFor
  button.disabled = false
  render()
}

/** Asks what the secret is for, before anybody fills in anything. */
async function look() {
  const answer = await ask("/api/v1/secrets", { secret })
  if (answer.done === null) trouble = answer.reason
  else if (answer.done.purpose !== page.purpose) trouble = "secretUnknown"
  else {
    name.value = answer.done.name
    email.value = answer.done.email ?? ""
    byID("account-email-part", HTMLElement).hidden = email.value === ""
    form.hidden = false
  }
  render()
}

async function send() {
  button.disabled = true
  trouble = null
  const pads = keep.checked ? recentPads() : []
  const answer = await ask(page.path, {
    password: password.value,
    ...page.purpose === "password" ? {} : { keepsGuest: keep.checked },
    ...page.purpose === "invitation" ? { name: name.value } : {},
    ...needsSecret ? { secret } : { email: email.value },
  })
  if (answer.done !== null) {
    renamePerson(answer.done.account.name)
    if (page.purpose !== "password") adoptPads(pads)
    location.replace(target())
    return
  }
  trouble = answer.reason
  button.disabled = false
  render()
  password.select()
}

/** Where the person came from, on this server. */
function target() {
  const wanted = new URL(hash.get("to") ?? "/", location.origin)
  // The whole address: a path alone may begin with two slashes, and be another server's.
  return wanted.origin === location.origin ? wanted.href : "/"
}

function render() {
  byID("account-title", HTMLElement).textContent = translate(page.title)
  byID("account-text", HTMLElement).textContent = translate(isAskedFor ? "forgottenDone" : page.text)
  byID("account-text", HTMLElement).hidden = needsSecret && form.hidden
  byID("account-password-label", HTMLElement).textContent = translate(page.password)
  button.textContent = translate(page.confirm)
  const error = byID("account-error", HTMLElement)
  error.textContent = trouble === null ? "" : translate(trouble)
  error.hidden = trouble === null
  document.title = translate("padDocumentTitle", { title: translate(page.title) })
}
