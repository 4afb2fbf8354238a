// SPDX-License-Identifier: Apache-2.0
// Leads from the site's root to the language that the reader prefers, of the two there are.

const languages = navigator.languages.map((language) => language.slice(0, 2).toLowerCase())
const language = languages.find((known) => known === "fr" || known === "en") ?? "fr"
location.replace(`${language}/index.html`)
