// SPDX-License-Identifier: Apache-2.0

const number = String.raw`[-+]?\d{1,3}(?:[.,]\d+)?`

/** Numbers beside one another, with a comma in each where none stands between them. */
const beside = [
  new RegExp(String.raw`^\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NS]?)\s*[,;\s]\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*([EWO]?)\s*$`, "iu"),
  new RegExp(String.raw`^\s*(${number})\s*°?\s*([NS]?)\s*[;\s]\s*(${number})\s*°?\s*([EWO]?)\s*$`, "iu"),
]

/** The addresses that maps give. */
const inAddress = [
  /^geo:(-?[\d.]+),(-?[\d.]+)/i, /[?&]mlat=(-?[\d.]+)&mlon=(-?[\d.]+)/, /#map=\d+\/(-?[\d.]+)\/(-?[\d.]+)/,
  /\/@(-?[\d.]+),(-?[\d.]+)/,
]

/**
 * Where a place is, as people write it or copy it from a map.
 *
 * @param {string} text "48.8566, 2.3522", "48,8566 2,3522", "48.85 N, 2.35 O", or a map's address
 * @returns {{latitude: number, longitude: number} | null}
 */
export function readCoordinates(text) {
  for (const pattern of inAddress) {
    const found = pattern.exec(text)
    if (found !== null) return onEarth(Number(found[1]), Number(found[2]))
  }
  for (const pattern of beside) {
    const found = pattern.exec(text)
    if (found === null) continue
    const [, latitude = "", north = "", longitude = "", east = ""] = found
    return onEarth(
      decimal(latitude) * (/s/i.test(north) ? -1 : 1), decimal(longitude) * (/[wo]/i.test(east) ? -1 : 1))
  }
  return null
}

/** @param {unknown} latitude @param {unknown} longitude @returns {string} empty unless both are numbers */
export const formatCoordinates = (latitude, longitude) =>
  typeof latitude === "number" && typeof longitude === "number" ? `${latitude}, ${longitude}` : ""

/** @param {string} text */
const decimal = (text) => Number(text.replace(",", "."))

/** @param {number} latitude @param {number} longitude */
const onEarth = (latitude, longitude) =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
