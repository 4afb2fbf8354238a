// SPDX-License-Identifier: Apache-2.0

import { personColours } from "../presence/palette.js"

const namespace = "http://www.w3.org/2000/svg"
const width = 1_000
const laneCount = 4
const laneHeight = 6

/**
 * Draws above the slider who wrote when, each person in a lane, and where versions are. It says nothing
 * that the lists do not say in words.
 *
 * @param {SVGSVGElement} drawing
 * @param {import("./pad-history.js").Timeline} timeline
 */
export function drawTracks(drawing, { last, spans, versions }) {
  drawing.setAttribute("viewBox", `0 0 ${width} ${laneCount * laneHeight}`)
  const scale = width / Math.max(1, last.sequence)
  /** @type {Map<string, SVGElement>} */
  const bars = new Map()
  for (const { person, first, last: end } of spans) {
    const x = Math.floor((first - 1) * scale)
    const length = Math.max(3, Math.ceil((end - first + 1) * scale))
    const lane = person % laneCount
    // Of a thousand spans in one place one is drawn.
    bars.set(`${lane} ${x} ${length}`, shape("rect", {
      class: `person-${Math.max(0, person - 1) % personColours.length}`,
      x, y: lane * laneHeight + 1, width: length, height: laneHeight - 2, rx: 2,
    }))
  }
  const lines = versions.filter(({ kind }) => kind === "named").map(({ sequence }) => shape("rect", {
    class: "tracks-version", x: Math.min(width - 3, sequence * scale), y: 0, width: 3, height: laneCount * laneHeight,
  }))
  drawing.replaceChildren(...bars.values(), ...lines)
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function shape(name, attributes) {
  const element = document.createElementNS(namespace, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}
