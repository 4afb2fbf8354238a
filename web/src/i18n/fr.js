// SPDX-License-Identifier: Apache-2.0

import { description } from "./fr/description.js"
import { desk } from "./fr/desk.js"
import { editions } from "./fr/editions.js"
import { editor } from "./fr/editor.js"
import { formats } from "./fr/formats.js"
import { history } from "./fr/history.js"
import { home } from "./fr/home.js"
import { members } from "./fr/members.js"
import { pad } from "./fr/pad.js"
import { problems } from "./fr/problems.js"
import { publications } from "./fr/publications.js"
import { sharing } from "./fr/sharing.js"

/**
 * Every sentence of the interface. A value with `one` and `other` is chosen by `count`.
 *
 * @typedef {{one: string, other: string}} Plural
 * @typedef {{[Key in keyof typeof fr]: (typeof fr)[Key] extends string ? string : Plural}} Messages
 * @typedef {keyof typeof fr} MessageKey
 */

export const fr = {
  productName: "Encrier",
  tagline: "Un texte, plusieurs plumes.",
  noScript: "Encrier a besoin de JavaScript pour écrire à plusieurs. Activez-le, puis rechargez la page.",
  ...home, ...pad, ...editor, ...sharing, ...members, ...formats, ...problems,
  ...history, ...editions, ...description, ...desk, ...publications,
}
