// SPDX-License-Identifier: Apache-2.0

/**
 * What the page of a pad's past shows, as its address says behind the "#".
 *
 * @typedef {{mode: "moment", at: number | "now"}
 *   | {mode: "compare", from: number, to: number | "now", layout: "inline" | "side"}} Place
 */

/** @param {string} hash of the address @returns {Place} the present if it says nothing */
export function placeIn(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""))
  const from = numberIn(values.get("from"))
  if (from !== null) {
    const layout = values.get("layout") === "side" ? "side" : "inline"
    return { mode: "compare", from, to: numberIn(values.get("to")) ?? "now", layout }
  }
  return { mode: "moment", at: numberIn(values.get("at")) ?? "now" }
}

/** @param {Place} place @returns {string} with the "#" */
export function hashOf(place) {
  if (place.mode === "moment") return `#at=${place.at}`
  const { from, to, layout } = place
  return `#from=${from}&to=${to}${layout === "side" ? "&layout=side" : ""}`
}

/** @param {string | null} text */
const numberIn = (text) => text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
