// SPDX-License-Identifier: Apache-2.0
// Puts a map that can be moved in the place of the drawn one, which stays for paper and without scripts.

import * as Leaflet from "leaflet/dist/leaflet.esm.js"
import { groups } from "./groups.js"
import { addMark } from "./map-mark.js"
import { ring } from "./outlines.js"

/** The least distance between two marks on the screen. */
const distance = 34

const place = /** @type {HTMLElement} */ (document.getElementById("map"))
const drawing = /** @type {SVGElement} */ (document.querySelector(".map-drawing"))
/** @type {[string, number, number, number, string[]][]} */
const countries = /** @type {any} */ (globalThis).kbOutlines
const { label = "", zoomIn = "", zoomOut = "", all = "" } = place.dataset

drawing.classList.add("only-on-paper")
place.hidden = false

const map = Leaflet.map(place, {
  attributionControl: false, zoomControl: false, minZoom: 1, maxZoom: 9, zoomSnap: 0.5, scrollWheelZoom: false,
  maxBounds: [[-85, -240], [85, 240]],
})
place.setAttribute("role", "region")
place.setAttribute("aria-label", label)

Leaflet.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map)
for (const country of countries) {
  Leaflet.polygon(country[4].map((row) => [ring(row)]), {
    className: "land", interactive: false, smoothFactor: 1.2,
  }).addTo(map)
}

const items = [.../** @type {NodeListOf<HTMLLIElement>} */ (document.querySelectorAll("#places > li"))]
const points = items.map((item) =>
  /** @type {[number, number]} */ ([Number(item.dataset.latitude), Number(item.dataset.longitude)]))
/** @type {import("leaflet/dist/leaflet.esm.js").Layer[]} */
let marks = []

// A mark is drawn only where the map shows something already.
showAll()
draw()
map.on("zoomend", draw)
// The list names what there is to see; the outlines would be an image without a name.
for (const outlines of place.querySelectorAll(".leaflet-overlay-pane svg")) outlines.setAttribute("aria-hidden", "true")

const button = document.createElement("button")
button.type = "button"
button.className = "button map-all"
button.textContent = all
button.addEventListener("click", showAll)
place.after(button)

// Only who has come in moves the map by the wheel; everybody else scrolls the page.
map.on("focus", () => map.scrollWheelZoom.enable())
map.on("blur", () => map.scrollWheelZoom.disable())

function showAll() {
  map.fitBounds(Leaflet.latLngBounds(points), { padding: [40, 40], maxZoom: 5, animate: false })
}

/** Draws a mark for each place, or for several that would cover one another. */
function draw() {
  const hasFocus = place.contains(document.activeElement) && document.activeElement !== place
  for (const mark of marks) mark.remove()
  marks = groups(points.map((point) => map.latLngToLayerPoint(point)), distance)
    .map((numbers) => addMark(map, numbers, items, points))
  // What was pressed is gone: the map is where it was.
  if (hasFocus && !place.contains(document.activeElement)) place.focus({ preventScroll: true })
}
