// SPDX-License-Identifier: Apache-2.0

/**
 * Places in one text, as they are in another that differs from it by one change: what lies in the
 * change is left out.
 *
 * @template {{from: number, length: number}} Place
 * @param {readonly Place[]} places
 * @param {{from: number, to: number, insert: string} | null} change null if the texts are the same
 * @returns {Place[]}
 */
export function fitRuns(places, change) {
  if (change === null) return [...places]
  const { from, to, insert } = change
  const shift = insert.length - (to - from)
  return places.flatMap((place) => {
    const end = place.from + place.length
    return [
      { ...place, length: Math.min(end, from) - place.from },
      { ...place, from: Math.max(place.from, to) + shift, length: end - Math.max(place.from, to) },
    ].filter(({ length }) => length > 0)
  })
}
