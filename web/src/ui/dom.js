// SPDX-License-Identifier: Apache-2.0

/**
 * The page's element of that ID. A page without it is a mistake of ours.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byID(id, type) {
  const element = document.getElementById(id)
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} called ${id}.`)
  return element
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function create(tag, attributes, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/**
 * A line drawing in the style of `.icon`.
 *
 * @param {string} path in a square of 24
 */
export function icon(path) {
  const namespace = "http://www.w3.org/2000/svg"
  const drawing = document.createElementNS(namespace, "svg")
  drawing.setAttribute("viewBox", "0 0 24 24")
  drawing.setAttribute("class", "icon")
  drawing.setAttribute("aria-hidden", "true")
  const line = document.createElementNS(namespace, "path")
  line.setAttribute("d", path)
  drawing.append(line)
  return drawing
}

/**
 * Gives an element these children in this order and leaves alone those that stand right already, so that
 * a press or the focus on one of them is not lost because another came or went.
 *
 * @param {Element} parent
 * @param {Element[]} children
 */
export function arrange(parent, children) {
  for (const child of [...parent.children]) if (!children.includes(child)) child.remove()
  children.forEach((child, index) => {
    const there = parent.children[index] ?? null
    if (there !== child) parent.insertBefore(child, there)
  })
}
