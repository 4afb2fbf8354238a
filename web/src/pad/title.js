// SPDX-License-Identifier: Apache-2.0

/** The first heading is looked for in so many lines. */
const maximumLines = 200

/**
 * The text of the first heading, without its markup.
 *
 * @param {string} markdown
 * @returns {string} empty if there is none
 */
export function firstHeading(markdown) {
  let fence = ""
  for (const line of markdown.split("\n", maximumLines)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ""
    if (fence !== "") {
      if (mark.startsWith(fence)) fence = ""
    } else if (mark !== "") {
      fence = mark
    } else {
      const heading = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line)?.[1]
      if (heading) return plain(heading)
    }
  }
  return ""
}

/**
 * The title shown: the one given, else the first heading, else the pad's name.
 *
 * @param {unknown} given `meta.title`
 * @param {string} markdown
 * @param {string} padName
 */
export function padTitle(given, markdown, padName) {
  if (typeof given === "string" && given.trim() !== "") return given.trim()
  return firstHeading(markdown) || padName
}

/** @param {string} inline */
export const plain = (inline) => inline
  .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
  .replaceAll(/(\*\*|__|~~|`)(.+?)\1/g, "$2")
  .replaceAll(/(^|\W)[*_](\S(?:.*?\S)?)[*_](?=\W|$)/g, "$1$2")
  .trim()
