// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { namesInText } from "../src/entities/names-in-text.js"

test("names stand in a text as whole words, written as they are known", () => {
  const names = ["Lyon", "Ada", "Léa", "eau"]
  assert.deepEqual(namesInText("À Lyon, Ada.", names), ["Lyon", "Ada"])
  for (const text of ["Lyonnais", "lyon", "LYON", "Adam", "Léandre", "l’Eau", "eaux", "seau", "Lyon2", "_Ada2_", "",
    "Lyon-Vaise", "Saint-Lyon", "Lyon\u2011Vaise"]) {
    assert.deepEqual(namesInText(text, names), [], text)
  }
})

test("signs and apostrophes beside a name are none of it", () => {
  for (const text of ["l’Ada", "l'Ada", "Ada's", "(Ada)", "**Ada**", "«\u00a0Ada\u00a0»", "— Ada", "Ada…", "[Ada](x)", "_Ada_", "# Ada\n"]) {
    assert.deepEqual(namesInText(text, ["Ada"]), ["Ada"], text)
  }
})

test("the longest name that stands at a place is the one meant there, and the longest stand first", () => {
  const names = ["Ada", "Ada Lovelace", "Lovelace", "Jo", "Ada Lovelace et Cie"]
  assert.deepEqual(namesInText("Ada Lovelace parle.", names), ["Ada Lovelace"])
  assert.deepEqual(namesInText("Ada Lovelace et Cies, Jo, puis Ada", names), ["Ada Lovelace", "Ada", "Jo"])
  assert.deepEqual(namesInText("Jo. Lovelace.", names), ["Lovelace", "Jo"])
})

test("a name is found over the end of a line, whatever its accents are made of and whichever apostrophe it has", () => {
  assert.deepEqual(namesInText("Ada\n  Lovelace", ["Ada Lovelace"]), ["Ada Lovelace"])
  assert.deepEqual(namesInText("Le\u0301a", ["L\u00e9a"]), ["L\u00e9a"])
  assert.deepEqual(namesInText("Maison de l’eau", ["Maison de l'eau"]), ["Maison de l'eau"])
})

test("names of other signs than letters are found as they are written, and those of no letter never", () => {
  assert.deepEqual(namesInText("le lieu (S.A.R.L.) et C++", ["S.A.R.L.", "C++", "++", "", " "]), ["S.A.R.L.", "C++"])
  assert.deepEqual(namesInText("« Les Communs » !", ["« Les Communs »", "Les Communs"]), ["« Les Communs »"])
  assert.deepEqual(namesInText("Les Communs", ["« Les Communs »"]), [])
})

test("a long text with many names is read at once", () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `Nom${index} Personne`)
  const text = "Un mot après l’autre, et Nom42 Personne. ".repeat(20_000)
  const start = performance.now()
  assert.deepEqual(namesInText(text, names), ["Nom42 Personne"])
  assert.ok(performance.now() - start < 5_000)
})
