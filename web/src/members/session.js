// SPDX-License-Identifier: Apache-2.0

import { explanationOf, kindOf } from "../problems/problem-messages.js"
import { request } from "../requests.js"

/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */

/**
 * Who the server says this browser is.
 *
 * @typedef {object} Me
 * @property {{name: string, email?: string, hasPassword: boolean} | null} account of a member; null for who is none
 * @property {boolean} canSignIn whether anybody can
 * @property {string | null} provider by whom one can sign in besides
 * @property {boolean} sendsLetters whether who has forgotten their password is written to
 */

/** @returns {Promise<Me | null>} null when the server has not said */
export async function whoAmI() {
  try {
    const response = await fetch("/api/v1/me", { headers: { Accept: "application/json" }, cache: "no-store" })
    return response.ok ? meIn(await response.json()) : null
  } catch {
    return null
  }
}

/** @param {any} answer @returns {Me} */
const meIn = ({ account, hasAccounts, provider, sendsLetters }) => ({
  account: account ?? null, canSignIn: hasAccounts === true || provider !== undefined,
  provider: provider ?? null, sendsLetters: sendsLetters === true,
})

/**
 * Asks the server for something to be done, and why it was not.
 *
 * @param {string} path
 * @param {Record<string, unknown> | null} body null for a request that has none
 * @param {"POST" | "PUT" | "DELETE"} [method]
 * @returns {Promise<{done: any, reason: MessageKey}>} what it answered; null, and why not
 */
export async function ask(path, body, method = "POST") {
  try {
    const response = await fetch(path, {
      method,
      headers: { Accept: "application/json", ...body === null ? {} : { "Content-Type": "application/json" } },
      ...body === null ? {} : { body: JSON.stringify(body) },
    })
    const answer = response.status === 204 ? {} : await response.json()
    if (response.ok) return { done: answer, reason: "accountFailed" }
    return { done: null, reason: explanationOf(kindOf(answer), response.status).text }
  } catch {
    return { done: null, reason: "accountFailed" }
  }
}

/** @returns {Promise<boolean>} whether nobody is signed in here any more */
export const signOut = async () => await request("DELETE", "/api/v1/sessions") !== null
