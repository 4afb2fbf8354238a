// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { padNameFromPath, syncURL } from "../src/pad/address.js"
import { firstHeading, padTitle } from "../src/pad/title.js"

test("the title is the one given, else the first heading, else the pad's name", () => {
  assert.equal(padTitle(" Réunion ", "# Autre", "pad"), "Réunion")
  assert.equal(padTitle("", "# Autre", "pad"), "Autre")
  assert.equal(padTitle(undefined, "texte", "pad"), "pad")
  assert.equal(padTitle(7, "", "pad"), "pad")
})

for (const [markdown, heading] of [
  ["# Un", "Un"],
  ["texte\n\n  ## Deux ##  \n# Un", "Deux"],
  ["#Pas un titre\n###### Six", "Six"],
  ["```\n# code\n```\n# Vrai", "Vrai"],
  ["~~~~\n# code\n~~~\n# code\n~~~~\n# Vrai", "Vrai"],
  ["    # code", ""],
  ["# \n# Suivant", "Suivant"],
  ["# Le **gras**, l’*italique*, `code` et [lien](http://x)", "Le gras, l’italique, code et lien"],
  ["# snake_case_reste", "snake_case_reste"],
  ["", ""],
]) {
  test(`the first heading of ${JSON.stringify(markdown)} is “${heading}”`, () => {
    assert.equal(firstHeading(markdown), heading)
  })
}

test("the pad's name is taken from the address, and the socket's address from the page's", () => {
  assert.equal(padNameFromPath("/p/reunion.2026"), "reunion.2026")
  assert.equal(padNameFromPath("/p/a%2Db/history"), "a-b")
  assert.equal(syncURL({ protocol: "https:", host: "pads.example:8443" }, "~abc"),
    "wss://pads.example:8443/sync/~abc?acks=1&roles=1&members=1&editions=1")
  assert.equal(syncURL({ protocol: "http:", host: "localhost" }, "p"), "ws://localhost/sync/p?acks=1&roles=1&members=1&editions=1")
})
