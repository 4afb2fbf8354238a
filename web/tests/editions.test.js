// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import * as Y from "yjs"
import { sortedByState } from "../src/desk/desk.js"
import { checklistItems, fieldOf, itemLabels, missingIn } from "../src/editions/checklist.js"
import { readCoordinates } from "../src/editions/coordinates.js"
import { dateInWords, isBefore, readDate } from "../src/editions/dates.js"
import { licenceOf } from "../src/editions/licences.js"

for (const [text, locale, iso] of [
  ["2026", "fr", "2026"], ["2026-10", "fr", "2026-10"], ["2026-10-03", "fr", "2026-10-03"], [" 2026-1-3 ", "fr", "2026-01-03"],
  ["3/10/2026", "fr", "2026-10-03"], ["3/10/2026", "en-GB", "2026-10-03"], ["3/10/2026", "en-US", "2026-03-10"],
  ["03.10.2026", "fr", "2026-10-03"], ["10/2026", "en-US", "2026-10"],
  ["3 octobre 2026", "fr", "2026-10-03"], ["1er  Août 2026", "fr", "2026-08-01"], ["déc. 1998", "fr", "1998-12"],
  ["October 3, 2026", "en", "2026-10-03"], ["3rd October 2026", "en", "2026-10-03"], ["0987", "fr", "0987"],
  ["31/02/2026", "fr", null], ["13/13/2026", "fr", null], ["hier", "fr", null], ["3 brumaire 2026", "fr", null], ["", "fr", null],
  ["20261003", "fr", null], ["2026-13", "fr", null],
]) {
  test(`in ${locale}, “${text}” is ${iso ?? "no date"}`, () => assert.equal(readDate(text, locale), iso))
}

test("dates are read as far as they go, and what is none stays", () => {
  for (const [text, fr, en] of [
    ["2026-10-03", "3 octobre 2026", "3 October 2026"], ["2026-10", "octobre 2026", "October 2026"], ["2026", "2026", "2026"],
    ["0987-02-28", "28 février 987", "28 February 987"], ["2026-02-31", "2026-02-31", "2026-02-31"], ["hier", "hier", "hier"],
  ]) {
    assert.equal(dateInWords(text, "fr"), fr)
    assert.equal(dateInWords(text, "en-GB"), en)
  }
})

test("an end is before a beginning as far as both are told", () => {
  for (const [one, other] of [["2025", "2026"], ["2026-09", "2026-10-03"], ["2026-10-02", "2026-10-03"], ["2025-12-31", "2026"]]) {
    assert.equal(isBefore(one, other), true, `${one} ${other}`)
    assert.equal(isBefore(other, one), false, `${other} ${one}`)
  }
  for (const [one, other] of [["2026", "2026-10-03"], ["2026-10-03", "2026-10"], ["2026-10-03", "2026-10-03"], ["", "2026"], ["1", "2"]]) {
    assert.equal(isBefore(one, other), false, `${one} ${other}`)
  }
})

for (const [text, latitude, longitude] of [
  ["48.8566, 2.3522", 48.8566, 2.3522], ["48,8566 2,3522", 48.8566, 2.3522], ["48,8566 ; 2,3522", 48.8566, 2.3522],
  ["48.8566 2.3522", 48.8566, 2.3522], ["-12.5,-3", -12.5, -3], ["45.76 N, 4.84 E", 45.76, 4.84], ["47.2° N, 1.55° O", 47.2, -1.55],
  ["geo:48.85,2.35", 48.85, 2.35], ["https://www.openstreetmap.org/#map=12/48.85/2.35", 48.85, 2.35],
  ["https://www.openstreetmap.org/?mlat=48.85&mlon=2.35#map=12/1/1", 48.85, 2.35],
]) {
  test(`“${text}” is a place on the earth`, () => assert.deepEqual(readCoordinates(text), { latitude, longitude }))
}

test("what is no place on the earth is not understood", () => {
  for (const text of ["", "Paris", "48.8566", "91, 0", "0, 181", "1, 2, 3", "48.8566,", "https://exemple.org/a/b"]) {
    assert.equal(readCoordinates(text), null, text)
  }
})

test("a text lacks what is not filled in, and a title may be its heading", () => {
  const meta = new Y.Doc().getMap("meta")
  assert.deepEqual(missingIn(meta, false), [...checklistItems])
  meta.set("title", "")
  meta.set("date", " ")
  meta.set("tags", ["", " "])
  meta.set("licence", "CC BY 4.0")
  meta.set("signers", ["Ada"])
  meta.set("description", 7)
  assert.deepEqual(missingIn(meta, true), ["date", "language", "description", "tags"])
  assert.equal(fieldOf("agreement"), "signers")
})

test("the checklist is the server's, and every item has words", () => {
  const source = readFileSync(fileURLToPath(new URL("../../Sources/Pads/Editions/Checklist.swift", import.meta.url)), "utf8")
  const cases = [...source.matchAll(/^ {2}case (\w+)$/gm)].map(([, name]) => name)
  assert.deepEqual(cases, [...checklistItems])
  assert.deepEqual(Object.keys(itemLabels), [...checklistItems])
})

test("a licence is known however it is written", () => {
  assert.equal(licenceOf("CC-BY-4.0"), "licenceBY")
  assert.equal(licenceOf("cc by-sa 4.0"), "licenceBYSA")
  assert.equal(licenceOf("All rights reserved"), "licenceNone")
  assert.equal(licenceOf("Tous droits réservés."), "licenceNone")
  assert.equal(licenceOf("ODbL"), null)
  assert.equal(licenceOf(""), null)
})

test("on the desk, what lacks least stands first, and what is finished last", () => {
  const pad = (/** @type {string} */ id, /** @type {string[]} */ missing, updated = "2026-01-01", finished = null) => ({
    id, title: id, updated, missing, finished, editions: finished === null ? [] : [{ number: finished, finished: updated, publication: null }],
  })
  const sorted = sortedByState([
    pad("bare", ["title", "date", "language", "licence", "agreement", "description", "tags"]),
    pad("done", [], "2026-01-02", 1), pad("later", [], "2026-03-01", 2),
    pad("old", ["date"], "2026-01-01"), pad("new", ["date"], "2026-02-01"), pad("complete", []),
    pad("half", ["date", "language", "licence", "tags"]), pad("untitled", ["title"]),
  ])
  const names = (/** @type {{id: string}[]} */ pads) => pads.map(({ id }) => id)
  assert.deepEqual(names(sorted.nearly), ["complete", "new", "old"])
  assert.deepEqual(names(sorted.rest), ["untitled", "half", "bare"])
  assert.deepEqual(names(sorted.finished), ["later", "done"])
})
