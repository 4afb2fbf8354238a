// SPDX-License-Identifier: Apache-2.0
// Puts a map that can be moved in the place of the drawn one, which stays for paper and without scripts.

import * as Leaflet from "leaflet/dist/leaflet.esm.js"
import { ring } from "./outlines.js"

const place = /** @type {HTMLElement} */ (document.getElementById("map"))
const drawing = /** @type {SVGElement} */ (document.querySelector(".map-drawing"))
/** @type {[string, number, number, number, string[]][]} */
const countries = /** @type {any} */ (globalThis).kbOutlines
const { label = "", zoomIn = "", zoomOut = "", all = "" } = place.dataset

drawing.classList.add("only-on-paper")
place.hidden = false

const map = Leaflet.map(place, {
  attributionControl: false, zoomControl: false, minZoom: 1, maxZoom: 9, zoomSnap: 0.5, worldCopyJump: true,
  maxBounds: [[-85, -240], [85, 240]], scrollWheelZoom: false,
})
place.setAttribute("role", "region")
place.setAttribute("aria-label", label)

Leaflet.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map)
for (const country of countries) {
  Leaflet.polygon(country[4].map((row) => [ring(row)]), {
    className: "land", interactive: false, smoothFactor: 1.2, noClip: false,
  }).addTo(map)
}

const items = [.../** @type {NodeListOf<HTMLLIElement>} */ (document.querySelectorAll("#places > li"))]
const points = items.map((item) =>
  /** @type {[number, number]} */ ([Number(item.dataset.latitude), Number(item.dataset.longitude)]))
// A mark is drawn only where the map shows something already.
showAll()
items.forEach((item, place) => addMarker(item, points[place] ?? [0, 0], place + 1))

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
  map.fitBounds(Leaflet.latLngBounds(points), { padding: [40, 40], maxZoom: 7, animate: false })
}

/**
 * A mark that opens what the list says of the place.
 *
 * @param {HTMLLIElement} item
 * @param {[number, number]} point
 * @param {number} number
 */
function addMarker(item, point, number) {
  const mark = document.createElement("span")
  mark.textContent = String(number)
  const marker = Leaflet.marker(point, {
    icon: Leaflet.divIcon({ className: "map-mark", html: mark, iconSize: [26, 26] }),
    title: item.dataset.name ?? "",
    riseOnHover: true,
  })
  const content = document.createElement("div")
  content.append(...[...item.children].map((child) => child.cloneNode(true)))
  marker.bindPopup(content, { closeButton: false, maxWidth: 280, autoPanPadding: [20, 20] })
  marker.addTo(map)
  const element = marker.getElement()
  element.setAttribute("role", "button")
  element.setAttribute("aria-label", `${number}. ${item.dataset.name ?? ""}`)
  element.setAttribute("aria-expanded", "false")
  marker.on("popupopen", () => {
    element.setAttribute("aria-expanded", "true")
    if (document.activeElement === element) content.querySelector("a")?.focus({ preventScroll: true })
  })
  marker.on("popupclose", () => {
    element.setAttribute("aria-expanded", "false")
    if (content.contains(document.activeElement)) element.focus({ preventScroll: true })
  })
  // Leaflet opens by Enter; a button also opens by the space bar.
  element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== " ") return
    event.preventDefault()
    marker.togglePopup()
  })
  content.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    event.stopPropagation()
    marker.closePopup()
  })
}
