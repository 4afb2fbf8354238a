// SPDX-License-Identifier: Apache-2.0

/** How many steps of the outlines' grid a degree has. */
const grid = 100

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

/**
 * Reads a closed line, as web/tools/outlines.py writes it.
 *
 * @param {string} row
 * @returns {[latitude: number, longitude: number][]}
 */
export function ring(row) {
  /** @type {[number, number][]} */
  const points = []
  let place = 0
  const next = () => {
    let value = 0
    for (let shift = 0; ; shift += 5) {
      const digit = digits.indexOf(row[place++] ?? "A")
      value |= (digit & 31) << shift
      if (digit < 32) return value & 1 ? -(value >> 1) : value >> 1
    }
  }
  for (let x = 0, y = 0; place < row.length;) {
    x += next()
    y += next()
    points.push([y / grid, x / grid])
  }
  return points
}
