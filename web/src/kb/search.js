// SPDX-License-Identifier: Apache-2.0
// The search page: finds texts by their words, from the index beside it.

import { marks, passage } from "./passage.js"
import { SearchIndex } from "./search-index.js"
import { dateInWords, searchWords } from "./search-words.js"
import { words } from "./words.js"

/** How many results are shown at once. */
const pageLength = 20

const index = new SearchIndex("../search/")
Object.assign(globalThis, { kbSearch: index })

const said = searchWords()
const query = /** @type {HTMLInputElement} */ (document.getElementById("query"))
const form = /** @type {HTMLFormElement} */ (document.getElementById("search"))
const status = /** @type {HTMLElement} */ (document.getElementById("search-status"))
const results = /** @type {HTMLOListElement} */ (document.getElementById("results"))
const more = /** @type {HTMLButtonElement} */ (document.getElementById("more"))

document.getElementById("without-script")?.remove()

/** Counts searches: what an older one found is not shown after a newer one began. */
let searches = 0
/** @type {number | undefined} */
let pause

/** @typedef {import("./search-index.js").TextEntry} TextEntry */

async function search() {
  const number = ++searches
  delete status.dataset.searchDone
  const asked = words(query.value)
  const address = new URL(location.href)
  if (query.value.trim() === "") address.searchParams.delete("q")
  else address.searchParams.set("q", query.value.trim())
  history.replaceState(null, "", address)
  if (asked.length === 0) {
    status.textContent = ""
    show([], asked)
    status.dataset.searchDone = ""
    return
  }
  const found = await index.find(asked)
  if (number !== searches) return
  const count = found.length.toLocaleString(said.locale)
  status.textContent = found.length === 0 ? said.none : found.length === 1 ? said.one : said.many(count)
  show(found, asked)
  status.dataset.searchDone = String(found.length)
}

/** @param {TextEntry[]} found @param {string[]} asked */
function show(found, asked) {
  results.replaceChildren()
  let shown = 0
  const showMore = () => {
    const first = shown
    const next = found.slice(shown, shown + pageLength)
    shown += next.length
    results.append(...next.map((entry) => item(entry, asked)))
    more.hidden = shown >= found.length
    if (first > 0) results.children[first]?.querySelector("a")?.focus()
  }
  more.textContent = said.more
  more.onclick = showMore
  showMore()
}

/** @param {TextEntry} entry @param {string[]} asked */
function item([address, title, edition, date], asked) {
  const item = document.createElement("li")
  item.className = "entry"
  const link = document.createElement("a")
  link.className = "entry-title"
  link.href = `texts/${encodeURIComponent(address)}/edition-${edition}.html`
  link.dir = "auto"
  link.append(...marked(title, asked))
  const kicker = document.createElement("p")
  kicker.className = "entry-kicker"
  kicker.textContent = [dateInWords(date, said.locale), `${said.edition} ${edition}`].filter(Boolean).join(" · ")
  const summary = document.createElement("p")
  summary.className = "entry-summary"
  summary.dir = "auto"
  item.append(link, kicker, summary)
  void index.passages(address).then((known) => {
    if (!known) return
    if (known.language !== "") {
      link.lang = known.language
      summary.lang = known.language
    }
    // A title that says it all needs the text's own summary rather than a place in it.
    const found = passage(known.text, asked)
    const text = !found.isFound && known.about !== "" ? passage(known.about, asked).text : found.text
    summary.append(...marked(text, asked))
  })
  return item
}

/** @param {string} text @param {string[]} asked */
function marked(text, asked) {
  /** @type {(string | HTMLElement)[]} */
  const pieces = []
  let place = 0
  for (const [start, end] of marks(text, asked)) {
    const mark = document.createElement("mark")
    mark.textContent = text.slice(start, end)
    pieces.push(text.slice(place, start), mark)
    place = end
  }
  return [...pieces, text.slice(place)]
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  clearTimeout(pause)
  void search()
})
query.addEventListener("input", () => {
  clearTimeout(pause)
  pause = window.setTimeout(search, 150)
})
query.value = new URL(location.href).searchParams.get("q") ?? ""
// The index is a script after this one.
document.addEventListener("DOMContentLoaded", () => {
  if (query.value !== "") void search()
  else query.focus()
})
