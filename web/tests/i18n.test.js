// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { chooseLanguage, localeOf, tables, translator } from "../src/i18n/format.js"
import { explanationOf, explanations, kindOf } from "../src/problems/problem-messages.js"
import { longDay } from "../src/minutes/entries.js"

const sources = fileURLToPath(new URL("../src/", import.meta.url))

/** @param {string} folder @returns {string[]} */
const filesUnder = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)])

const files = filesUnder(sources)
const pages = files.filter((file) => file.endsWith(".html"))
const tableFiles = /i18n\/(fr|en)(\.js$|\/)|kb\/search-words\.js$/
const modules = files.filter((file) => file.endsWith(".js") && !tableFiles.test(file))
const read = (/** @type {string} */ file) => readFileSync(file, "utf8")

const forms = (/** @type {any} */ message) =>
  typeof message === "string" ? [message] : [message.one, message.other]
const placeholders = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

test("both languages have the same messages, of the same form, with the same values", () => {
  assert.deepEqual(Object.keys(tables.en).sort(), Object.keys(tables.fr).sort())
  for (const [key, french] of Object.entries(tables.fr)) {
    const english = tables.en[key]
    assert.equal(typeof english, typeof french, key)
    forms(french).forEach((form, index) => {
      assert.deepEqual(placeholders(forms(english)[index]), placeholders(form), key)
      assert.notEqual(form.trim(), "", key)
    })
  }
})

test("a message stands in one table of its language", () => {
  for (const language of ["fr", "en"]) {
    const parts = [`${language}.js`, ...readdirSync(`${sources}i18n/${language}`).map((name) => `${language}/${name}`)]
    const keys = parts.flatMap((part) => [...read(`${sources}i18n/${part}`).matchAll(/^ {2}(\w+):/gm)].map(([, key]) => key))
    assert.deepEqual(keys.sort(), Object.keys(tables[language]).sort())
  }
})

test("every message is used", () => {
  const used = [...pages, ...modules].map(read).join("\n")
  for (const key of Object.keys(tables.fr)) {
    assert.match(used, new RegExp(`["'.]${key}\\b`), `${key} is used nowhere`)
  }
})

test("every message a page names exists", () => {
  for (const page of pages) {
    const html = read(page)
    const keys = [
      ...html.matchAll(/data-(?:text|label|placeholder)="(\w+)"/g),
      ...html.matchAll(/\{\{(?:fr|en)\.(\w+)\}\}/g),
    ].map(([, key]) => key)
    assert.ok(keys.length > 0, page)
    for (const key of keys) assert.ok(key in tables.fr, `${page} names ${key}`)
  }
})

test("no sentence stands in a page", () => {
  for (const page of pages) {
    const text = read(page).replace(/^[^]*<body/, "<body").replaceAll(/<[^>]*>|\{\{[^}]*\}\}/g, "")
    assert.doesNotMatch(text, /\p{L}{2,}/u, page)
    assert.doesNotMatch(read(page), /(?<![-\w])(?:title|aria-label|placeholder|alt)="/, page)
  }
})

test("no sentence stands in a script", () => {
  for (const script of modules) {
    const code = withoutComments(read(script))
    for (const [, words = ""] of code.matchAll(/["`]((?:[^"`\\\n]|\\.)*)["`]/g)) {
      if (isForDevelopers(code, words)) continue
      assert.doesNotMatch(words, /^\p{Lu}\p{L}*[’'  ]\S*\p{L}|\p{L} .*\p{L}[.!?…]$/u, `${script} says “${words}”`)
    }
    for (const [, words = ""] of code.matchAll(/(?:textContent|title|innerText|placeholder)\s*=\s*[`"]([^`"]*)[`"]/g)) {
      assert.doesNotMatch(words.replaceAll(/\$\{[^}]*\}/g, ""), /\p{L}{2,}/u, `${script} shows “${words}”`)
    }
  }
})

/** Comments may hold anything. @param {string} code */
const withoutComments = (code) => code.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, "")

/** What only the console shows. @param {string} code @param {string} words */
const isForDevelopers = (code, words) =>
  ["console.error(", "console.warn(", "Error("].some((call) =>
    code.includes(`${call}"${words}"`) || code.includes(`${call}\`${words}\``))

test("people are told of every problem the server can have, in their language and not in its words", () => {
  const server = fileURLToPath(new URL("../../Sources/PadServer/", import.meta.url))
  const kinds = new Set(filesUnder(server).filter((file) => file.endsWith(".swift"))
    .flatMap((file) => [...read(file).matchAll(/\bkind: "([a-z-]+)"/g)].map(([, kind]) => kind ?? "")))
  assert.ok(kinds.size > 20)
  // The page that tells of a server that is away was there before.
  kinds.add("server-away")
  assert.deepEqual(Object.keys(explanations).sort(), [...kinds].sort())
  for (const { title, text } of Object.values(explanations)) {
    assert.ok(title in tables.fr && text in tables.fr, `${title} ${text}`)
  }
  for (const script of modules) {
    assert.doesNotMatch(withoutComments(read(script)), /\.detail\b|body\.title/, `${script} shows the server's words`)
  }
})

test("a sentence of the server's stands where its problems do, and nowhere in a page it makes", () => {
  const server = fileURLToPath(new URL("../../Sources/PadServer/", import.meta.url))
  for (const file of filesUnder(server)) {
    for (const [literal] of read(file).matchAll(/"(?:[^"\\\n]|\\.)*"/g)) {
      assert.doesNotMatch(literal, /<(?:p|h1|div|body|button|a|span)\b/, `${file} makes HTML: ${literal}`)
    }
  }
})

test("a problem younger than the page is told by its status", () => {
  assert.equal(explanationOf("unheard-of", 410).title, "problemGoneTitle")
  assert.equal(explanationOf("constructor", 404).title, "problemAddressTitle")
  assert.equal(explanationOf("", 502).title, "problemServerTitle")
  assert.equal(kindOf({ type: "urn:encrier:problem:no-such-pad" }), "no-such-pad")
  assert.equal(kindOf({}), "")
})

test("French keeps its punctuation with the word before it", () => {
  for (const [key, message] of Object.entries(tables.fr)) {
    for (const form of forms(message)) {
      assert.doesNotMatch(form, / [?!;:»]|« /, `${key} breaks before its punctuation`)
      assert.doesNotMatch(form, /'/, `${key} has a straight apostrophe`)
    }
  }
})

test("dates are in the person's format, which a language alone does not tell", () => {
  for (const script of modules) {
    const code = withoutComments(read(script))
    assert.doesNotMatch(code, /(?:Format|toLocale\w*)\(language\.value/, `${script} formats by the language`)
  }
})

test("numbers take the form and the separators of the language", () => {
  assert.equal(translator("en")("statusWaiting", { count: 1234 }), "1,234 changes waiting")
  assert.match(translator("fr")("statusWaiting", { count: 1234 }), /^1\s234 modifications/)
  assert.match(translator("fr")("people", { count: 1_000_000 }), /personnes présentes$/)
})

test("a value is shown as it is, even if it looks like a place for one", () => {
  assert.equal(translator("en")("personSelf", { name: "{name} $& $1" }), "{name} $& $1 (you)")
})

test("the first wanted language that there is wins; French if none", () => {
  assert.equal(chooseLanguage(["de-CH", "en-GB", "fr"]), "en")
  assert.equal(chooseLanguage(["fr-CA", "en"]), "fr")
  assert.equal(chooseLanguage(["", "EN"]), "en")
  assert.equal(chooseLanguage(["ja"]), "fr")
  assert.equal(chooseLanguage([]), "fr")
})

test("dates and numbers are written as the person does, if the page is in a language of theirs", () => {
  assert.equal(localeOf("en", ["fr-FR", "en-US", "en-GB"]), "en-US")
  assert.equal(localeOf("fr", ["en-GB"]), "fr")
  const day = new Date(2026, 9, 3)
  assert.equal(longDay("en-US", day), "October 3, 2026")
  assert.equal(longDay("en-GB", day), "3 October 2026")
  assert.equal(longDay("fr-CA", day), "3 octobre 2026")
  assert.match(translator("fr", "fr-CH")("words", { count: 12_345 }), /^12.345 mots$/)
})
