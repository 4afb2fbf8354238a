// SPDX-License-Identifier: Apache-2.0

import { description } from "./en/description.js"
import { desk } from "./en/desk.js"
import { editions } from "./en/editions.js"
import { editor } from "./en/editor.js"
import { formats } from "./en/formats.js"
import { history } from "./en/history.js"
import { home } from "./en/home.js"
import { members } from "./en/members.js"
import { pad } from "./en/pad.js"
import { problems } from "./en/problems.js"
import { publications } from "./en/publications.js"
import { sharing } from "./en/sharing.js"

/** @type {import("./fr.js").Messages} */
export const en = {
  productName: "Encrier",
  tagline: "One text, many pens.",
  noScript: "Encrier needs JavaScript to write together. Please turn it on and reload the page.",
  ...home, ...pad, ...editor, ...sharing, ...members, ...formats, ...problems,
  ...history, ...editions, ...description, ...desk, ...publications,
}
