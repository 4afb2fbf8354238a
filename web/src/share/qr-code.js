// SPDX-License-Identifier: Apache-2.0

import qrcode from "qrcode-generator"

/** The light modules around a code that readers need. */
const quietZone = 4
const namespace = "http://www.w3.org/2000/svg"

/**
 * A code that a telephone's camera reads as a text.
 *
 * @param {string} text @param {string} label what it is, for who does not see it
 */
export function drawCode(text, label) {
  const code = qrcode(0, "M")
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  let path = ""
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`
    }
  }
  const size = count + 2 * quietZone
  const drawing = document.createElementNS(namespace, "svg")
  drawing.setAttribute("viewBox", `0 0 ${size} ${size}`)
  drawing.setAttribute("class", "qr-code")
  drawing.setAttribute("role", "img")
  drawing.setAttribute("aria-label", label)
  const dark = document.createElementNS(namespace, "path")
  dark.setAttribute("d", path)
  drawing.append(dark)
  return drawing
}
