// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { personColours } from "../src/presence/palette.js"
import { blend, colourVisions, contrast, difference } from "./support/colour.js"

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8")
const peopleCSS = readFileSync(new URL("../src/styles/people.css", import.meta.url), "utf8")

/** The colours of one theme, by name. */
const theme = (/** @type {1 | 2} */ column) => Object.fromEntries(
  [...css.matchAll(/--([\w-]+): var\(--on-light, (#\w{6})\) var\(--on-dark, (#\w{6})\);/g)]
    .map(([, name, ...values]) => [name, values[column - 1]]))

const themes = { light: theme(1), dark: theme(2) }
const people = personColours.map((_, index) => `person-${index}`)

/** What is written on what. WCAG 2.2 AA asks 4.5 for text and 3 for the edges of controls. */
const texts = [
  ...["ink", "ink-soft", "ink-quiet", "ink-mark", "link", "accent", "good", "busy", "danger"]
    .map((ink) => [ink, "paper"]),
  ...["ink", "ink-soft", "ink-quiet", "link"].map((ink) => [ink, "surface"]),
  ...["ink", "ink-soft", "ink-mark", "accent"].map((ink) => [ink, "wash"]),
  ["ink", "selection"], ["ink", "busy-wash"], ["busy", "busy-wash"], ["danger", "danger-wash"],
  ["accent-ink", "accent"], ["accent-ink", "accent-strong"], ["accent-strong", "accent-wash"],
  ...people.map((person) => ["person-ink", person]),
]
const edges = [
  ["control", "paper"], ["control", "surface"], ["focus", "paper"], ["focus", "surface"],
  ...people.map((person) => [person, "paper"]),
]

/** How much of a person's colour lies under what they selected. */
const selectionShare = Number(/\.cm-remote-selection \{[^}]*opacity: ([\d.]+);/.exec(peopleCSS)?.[1])

test("a name is never half transparent, where its contrast would be less than measured here", () => {
  const flags = [...peopleCSS.matchAll(/[^{}]*\.cm-remote-flag[^{}]*\{([^}]*)\}/g)]
  assert.ok(flags.length >= 5, "the rules of flags are found")
  for (const [rule] of flags) assert.doesNotMatch(rule, /opacity|filter/)
})

for (const [name, colours] of Object.entries(themes)) {
  for (const [inks, least] of [[["ink", "ink-soft", "link", "accent"], 4.5], [["ink-quiet", "ink-mark"], 3]]) {
    for (const ink of inks) {
      test(`${name}: ${ink} selected by anybody has a contrast of ${least}`, () => {
        for (const person of people) {
          const found = contrast(colours[ink], blend(colours[person], colours.paper, selectionShare))
          assert.ok(found >= least, `only ${found.toFixed(2)} for ${person}`)
        }
      })
    }
  }

  for (const [pairs, least] of [[texts, 4.5], [edges, 3]]) {
    for (const [ink, ground] of pairs) {
      test(`${name}: ${ink} on ${ground} has a contrast of ${least}`, () => {
        assert.ok(colours[ink] && colours[ground], "both are in tokens.css")
        const found = contrast(colours[ink], colours[ground])
        assert.ok(found >= least, `only ${found.toFixed(2)}`)
      })
    }
  }

  for (const vision of Object.keys(colourVisions)) {
    test(`${name}: the colours of any two people differ for ${vision} eyes`, () => {
      for (const one of people) {
        for (const other of people.slice(people.indexOf(one) + 1)) {
          const found = difference(colours[one], colours[other], vision)
          assert.ok(found >= 0.085, `${one} and ${other}: only ${found.toFixed(3)}`)
        }
      }
    })
  }
}

test("the palette announced to others is the one of the light style sheet", () => {
  assert.deepEqual(people.map((person) => themes.light[person]), personColours)
})
