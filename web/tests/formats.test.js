// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { exportFormats, fileName, importEndings, importType } from "../src/formats/formats.js"
import { noteMessages } from "../src/formats/note-messages.js"

const publishing = (/** @type {string} */ file) =>
  readFileSync(fileURLToPath(new URL(`../../Sources/Publishing/${file}`, import.meta.url)), "utf8")

/** The raw values of an enumeration in Swift. */
const cases = (/** @type {string} */ source) =>
  [...source.matchAll(/^ +case (\w+)(?: = "([\w-]+)")?$/gm)].map(([, name, value]) => value ?? name)

test("the page offers every format that the server makes, and takes every file that it reads", () => {
  const made = cases(publishing("Formats/ExportFormat.swift"))
  assert.ok(made.length > 5)
  assert.deepEqual(exportFormats.map(({ format }) => format).sort(), made.sort())
  for (const format of cases(publishing("Importers/ImportFormat.swift"))) {
    assert.notEqual(importType(`a.${format}`), undefined, format)
  }
})

test("the page has a sentence for every note of an import", () => {
  const source = publishing("Importers/ImportedPad.swift")
  assert.deepEqual(Object.keys(noteMessages).sort(), cases(source).sort())
})

test("a file is known by the end of its name", () => {
  assert.equal(importType("Procès.verbal.DOCX"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
  assert.equal(importType("a.md"), "text/markdown")
  for (const name of ["a.exe", "md", "a.constructor", "", "a.__proto__"]) {
    assert.equal(importType(name), undefined, name)
  }
  assert.ok(importEndings.split(",").includes(".odt"))
})

test("a download has the name that the server gives it", () => {
  assert.equal(fileName(`attachment; filename="R.pdf"; filename*=UTF-8''R%C3%A9.pdf`, "x.pdf"), "Ré.pdf")
  assert.equal(fileName("attachment; filename*=UTF-8''%E0%A4%A", "x.pdf"), "x.pdf")
  assert.equal(fileName(null, "x.pdf"), "x.pdf")
})
