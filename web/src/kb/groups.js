// SPDX-License-Identifier: Apache-2.0

/**
 * Gathers points that are too near to one another for each to have a mark.
 *
 * @param {{x: number, y: number}[]} points on the screen
 * @param {number} distance the least between two marks
 * @returns {number[][]} the points of each mark; it stands where the first is
 */
export function groups(points, distance) {
  /** @type {number[][]} */
  const found = []
  points.forEach(({ x, y }, number) => {
    const near = found.find(([first = 0]) => {
      const other = points[first] ?? { x: Infinity, y: Infinity }
      return Math.hypot(other.x - x, other.y - y) < distance
    })
    if (near) near.push(number)
    else found.push([number])
  })
  return found
}
