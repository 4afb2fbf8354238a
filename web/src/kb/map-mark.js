// SPDX-License-Identifier: Apache-2.0

import * as Leaflet from "leaflet/dist/leaflet.esm.js"

/** @typedef {import("leaflet/dist/leaflet.esm.js").Layer} Layer */

/**
 * Adds a mark: of one place it opens what the list says of it; of several it brings them nearer, or, where no
 * nearer is left, opens what the list says of each.
 *
 * @param {import("leaflet/dist/leaflet.esm.js").Map} map
 * @param {number[]} numbers of the places
 * @param {HTMLLIElement[]} items what the list says
 * @param {[latitude: number, longitude: number][]} points
 * @returns {Layer}
 */
export function addMark(map, numbers, items, points) {
  const [first = 0] = numbers
  const names = numbers.map((number) => items[number]?.dataset.name ?? "")
  const sign = document.createElement("span")
  sign.textContent = String(numbers.length > 1 ? numbers.length : first + 1)
  const size = numbers.length > 1 ? 34 : 26
  const marker = Leaflet.marker(points[first] ?? [0, 0], {
    icon: Leaflet.divIcon({
      className: numbers.length > 1 ? "map-mark map-marks" : "map-mark", html: sign, iconSize: [size, size],
    }),
    title: names.join(", "),
    riseOnHover: true,
  }).addTo(map)
  const element = marker.getElement()
  element.setAttribute("role", "button")
  element.setAttribute("aria-label",
    numbers.length > 1 ? `${numbers.length} : ${names.join(", ")}` : `${first + 1}. ${names[0] ?? ""}`)
  const bounds = Leaflet.latLngBounds(numbers.map((number) => points[number] ?? [0, 0]))
  const nearest = Math.min(map.getBoundsZoom(bounds), 8)
  if (numbers.length > 1 && nearest > map.getZoom()) {
    marker.on("click", () => map.fitBounds(bounds, { padding: [60, 60], maxZoom: 8 }))
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      map.fitBounds(bounds, { padding: [60, 60], maxZoom: 8 })
    })
  } else {
    addPopup(marker, element, numbers.flatMap((number) => items[number] ?? []))
  }
  return marker
}

/**
 * Lets a mark open what the list says, by pointer and by keyboard.
 *
 * @param {Layer} marker
 * @param {HTMLElement} element
 * @param {HTMLLIElement[]} items
 */
function addPopup(marker, element, items) {
  const content = document.createElement("div")
  for (const item of items) content.append(...[...item.children].map((child) => child.cloneNode(true)))
  marker.bindPopup(content, { closeButton: false, maxWidth: 280, maxHeight: 260, autoPanPadding: [20, 20] })
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
  element.addEventListener("keydown", (event) => {
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
