// SPDX-License-Identifier: Apache-2.0

/**
 * The colours of people. The style sheets hold the same ones as `--person-0` and so on, with other
 * ones on dark; a test keeps both equal, readable, and apart for colour-blind eyes.
 */
export const personColours = [
  "#0c69eb", "#d4198a", "#047160", "#827114", "#840ea9", "#601606", "#415a14", "#013668",
]

/**
 * The colour a name gets: always the same one, unless somebody present has it.
 *
 * @param {string} name
 * @param {ReadonlySet<number>} taken
 * @returns {number} an index into the palette
 */
export function chooseColour(name, taken) {
  let hash = 0
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521
  const preferred = hash % personColours.length
  for (let step = 0; step < personColours.length; step += 1) {
    const colour = (preferred + step) % personColours.length
    if (!taken.has(colour)) return colour
  }
  return preferred
}
