// SPDX-License-Identifier: Apache-2.0

import TurndownService from "turndown/lib/turndown.es.js"

const service = new TurndownService({
  headingStyle: "atx", hr: "---", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*",
})
service.remove(["script", "style", "title", "meta", "head", "noscript"])
service.addRule("strike", {
  filter: ["del", "s", "strike"], replacement: (content) => content.trim() === "" ? "" : `~~${content}~~`,
})
service.addRule("item", {
  filter: "li",
  replacement: (content, node) => {
    const parent = node.parentNode
    const number = [...parent?.children ?? []].indexOf(/** @type {Element} */ (node)) + 1
    const mark = parent?.nodeName === "OL" ? `${number}.` : "-"
    const indent = " ".repeat(mark.length + 1)
    const text = content.trim().replaceAll(/\n+/g, (ends) => `${ends.slice(0, 1)}${indent}`)
    return `${mark} ${text}${node.nextSibling === null ? "" : "\n"}`
  },
})
service.addRule("picture", {
  // Pictures of other places are not fetched; what they say stays.
  filter: "img", replacement: (_content, node) => /** @type {Element} */ (node).getAttribute("alt") ?? "",
})
service.addRule("link", {
  filter: (node) => node.nodeName === "A",
  replacement: (content, node) => {
    const address = /** @type {Element} */ (node).getAttribute("href") ?? ""
    return /^(https?:|mailto:)/i.test(address) && content.trim() !== ""
      ? `[${content.trim()}](${address.replaceAll(/[()\s]/g, encodeURIComponent)})` : content
  },
})
service.addRule("table", {
  filter: "table",
  replacement: (_content, node) => tableText(/** @type {HTMLTableElement} */ (node)),
})

/** @param {HTMLTableElement} table */
function tableText(table) {
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) => service
    .turndown(cell.innerHTML).trim().replaceAll(/\s*\n\s*/g, " ").replaceAll(/(?<!\\)\|/g, "\\|")))
  const count = Math.max(0, ...rows.map((cells) => cells.length))
  if (count === 0) return ""
  const line = (/** @type {string[]} */ cells) =>
    `| ${Array.from({ length: count }, (_, column) => cells[column] ?? "").join(" | ")} |`
  const [head = [], ...body] = rows
  const rule = `|${" --- |".repeat(count)}`
  return `\n\n${[line(head), rule, ...body.map(line)].join("\n")}\n\n`
}

/** @param {string} html @returns {string} clean Markdown */
export function htmlToMarkdown(html) {
  const page = new DOMParser().parseFromString(html, "text/html")
  // Word processors write weight and slant as styles; Google Docs wraps all in a <b> that is none.
  for (const element of page.querySelectorAll("b, span, p, i")) tidy(/** @type {HTMLElement} */ (element))
  return service.turndown(page.body).replaceAll("\u00a0", " ").trim()
}

/** @param {HTMLElement} element */
function tidy(element) {
  const style = element.getAttribute("style") ?? ""
  const name = element.tagName
  if (name === "B" && /(?:^|[;\s])font-weight:\s*(normal|400)/.test(style)) {
    element.replaceWith(...element.childNodes)
  } else if (name === "SPAN") {
    const wanted = [
      /(?:^|[;\s])font-weight:\s*(bold|[6-9]00)/.test(style) ? "strong" : "",
      /font-style:\s*italic/.test(style) ? "em" : "",
    ].filter((tag) => tag !== "")
    let inner = [...element.childNodes]
    for (const tag of wanted) {
      const wrapper = element.ownerDocument.createElement(tag)
      wrapper.append(...inner)
      inner = [wrapper]
    }
    element.replaceWith(...inner)
  }
}
