// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { sortedByState } from "../src/desk/desk.js"
import { isPublished, latestPublished, newerThanPublished, pageAddress, publicationIn } from "../src/publications/publication.js"
import { contentsIn } from "../src/publications/publishing.js"

const publication = (published = "2026-10-03T10:00:00.000Z", withdrawn = null) =>
  ({ address: "carnet", url: null, published, withdrawn })
const edition = (/** @type {number} */ number, /** @type {any} */ publication = null) =>
  ({ number, finished: `2026-0${number}-01T10:00:00.000Z`, publication })

test("an edition that never was in the knowledge base has no publication there", () => {
  assert.equal(publicationIn(undefined), null)
  assert.equal(publicationIn(null), null)
  assert.deepEqual(publicationIn({ address: "carnet", published: "2026-10-03", url: "/kb/fr/texts/carnet/edition-1.html" }), {
    address: "carnet", url: "/kb/fr/texts/carnet/edition-1.html", published: "2026-10-03", withdrawn: null,
  })
  assert.equal(publicationIn({ address: "carnet", published: "2026-10-03" })?.url, null)
})

test("only addresses of pages are led to", () => {
  for (const url of ["https://exemple.org/kb/a", "http://exemple.org/", "/kb/fr/places/lyon.html", "/"]) {
    assert.equal(pageAddress(url), url)
  }
  for (const url of ["javascript:alert(1)", "//exemple.org/", "data:text/html,a", "kb/fr", "", 7, null, undefined]) {
    assert.equal(pageAddress(url), null, String(url))
  }
})

test("what was withdrawn is not in the knowledge base, and the latest that is there counts", () => {
  const gone = edition(3, publication("2026-10-05", "2026-10-06"))
  assert.equal(isPublished(edition(1)), false)
  assert.equal(isPublished(gone), false)
  assert.equal(isPublished(edition(2, publication())), true)
  assert.equal(latestPublished([edition(1, publication()), edition(2, publication()), gone])?.number, 2)
  assert.equal(latestPublished([edition(1), gone]), null)
})

test("a newer edition is told of where an older one is in the knowledge base", () => {
  const first = edition(1, publication())
  assert.deepEqual(newerThanPublished([first, edition(2)]), { published: first, newer: edition(2) })
  assert.equal(newerThanPublished([first])?.newer, undefined)
  assert.equal(newerThanPublished([edition(1), edition(2)]), null)
  assert.equal(newerThanPublished([edition(1), edition(2, publication())]), null)
  assert.equal(newerThanPublished([]), null)
})

test("people hear before whom an edition names, each once, and what its description lacks", () => {
  assert.deepEqual(contentsIn({
    title: "Carnet", signers: ["Ada"],
    metadata: { date: "2026", tags: ["eau"], signers: ["Ada"], people: ["Léo", { name: "La Coop", kind: "organisation" }, { kind: "person" }] },
    contributors: [{ name: "Ada", length: 3 }, { name: null, length: 1 }, { name: " ", length: 2 }],
  }), { names: ["Ada", "Léo", "La Coop"], missing: ["language", "licence", "description"] })
  assert.deepEqual(contentsIn({ title: "", metadata: null }).names, [])
  assert.deepEqual(contentsIn({ title: "", metadata: "?" }).missing[0], "title")
})

test("on the desk, what is published stands apart, also where the next edition is being written or waits", () => {
  const pad = (/** @type {string} */ id, /** @type {number | null} */ finished, /** @type {any[]} */ editions) =>
    ({ id, title: id, updated: "2026-01-01", missing: [], finished, editions })
  const sorted = sortedByState([
    pad("out", 1, [edition(1, publication("2026-10-01"))]), pad("waits", 2, [edition(1, publication("2026-10-02")), edition(2)]),
    pad("begun", null, [edition(1, publication("2026-10-03"))]), pad("gone", 1, [edition(1, publication("2026-10-04", "2026-10-05"))]),
    pad("done", 1, [edition(1)]),
  ])
  const names = (/** @type {{id: string}[]} */ pads) => pads.map(({ id }) => id)
  assert.deepEqual(names(sorted.published), ["begun", "waits", "out"])
  assert.deepEqual(names(sorted.finished), ["waits", "gone", "done"])
  assert.deepEqual(names(sorted.nearly), ["begun"])
})
