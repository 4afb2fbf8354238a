// SPDX-License-Identifier: Apache-2.0

/** @param {string} hex @returns {number[]} linear red, green, blue, 0 to 1 */
const linear = (hex) => [1, 3, 5].map((at) => {
  const value = parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

/** WCAG's contrast ratio, 1 to 21. @param {string} one @param {string} other */
export function contrast(one, other) {
  const [darker, lighter] = [one, other].map((hex) => {
    const [red, green, blue] = linear(hex)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }).sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** A colour of which so much is opaque, over another. @param {string} over @param {string} under @param {number} share */
export const blend = (over, under, share) => `#${[1, 3, 5].map((at) => {
  const [above, below] = [over, under].map((hex) => parseInt(hex.slice(at, at + 2), 16))
  return Math.round(above * share + below * (1 - share)).toString(16).padStart(2, "0")
}).join("")}`

/** How eyes of each kind mix linear red, green and blue: Machado, Oliveira and Fernandes 2009. */
export const colourVisions = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopic: [
    [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopic: [
    [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
  ],
  tritanopic: [
    [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303900],
  ],
}

/**
 * How far apart two colours look: distance in Oklab, where black to white is 1.
 *
 * @param {string} one
 * @param {string} other
 * @param {keyof typeof colourVisions} vision
 */
export function difference(one, other, vision) {
  const [a, b] = [one, other].map((hex) => oklab(multiply(colourVisions[vision], linear(hex))
    .map((value) => Math.min(1, Math.max(0, value)))))
  return Math.hypot(...a.map((value, index) => value - b[index]))
}

/** Björn Ottosson's Oklab. @param {number[]} colour linear */
function oklab(colour) {
  const cones = multiply([
    [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ], colour).map(Math.cbrt)
  return multiply([
    [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
  ], cones)
}

/** @param {number[][]} matrix @param {number[]} vector */
const multiply = (matrix, vector) =>
  matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * vector[index], 0))
