// SPDX-License-Identifier: Apache-2.0

import { Decoration } from "../codemirror.js"

/**
 * How a line looks, and what it is to those who hear it: headings are headings, of their level.
 *
 * @param {string} className
 */
export function lineOf(className) {
  const level = /\bmd-heading-(\d)/.exec(className)?.[1]
  return Decoration.line(level === undefined ? { class: className }
    : { class: className, attributes: { role: "heading", "aria-level": level } })
}
