// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("../i18n/fr.js").MessageKey} MessageKey */

/**
 * What pads are exported as, in the order people look for it: each format's name and what it is for.
 *
 * @type {readonly {format: string, name: string, use: MessageKey}[]}
 */
export const exportFormats = [
  { format: "pdf", name: "PDF", use: "formatPDF" },
  { format: "docx", name: "Word", use: "formatOffice" },
  { format: "odt", name: "OpenDocument", use: "formatOffice" },
  { format: "html", name: "HTML", use: "formatHTML" },
  { format: "epub", name: "EPUB", use: "formatEPUB" },
  { format: "md", name: "Markdown", use: "formatMarkdown" },
  { format: "txt", name: "TXT", use: "formatText" },
  { format: "json", name: "JSON", use: "formatJSON" },
  { format: "etherpad", name: "Etherpad", use: "formatEtherpad" },
  { format: "yjs", name: "Yjs", use: "formatYjs" },
]

/** The media types of the files that pads are made of, by the end of their names. */
const mediaTypes = /** @type {Readonly<Record<string, string>>} */ ({
  md: "text/markdown", markdown: "text/markdown", txt: "text/markdown",
  html: "text/html", htm: "text/html",
  odt: "application/vnd.oasis.opendocument.text",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  json: "application/vnd.encrier.pad+json",
})

/** What a chooser of files offers. */
export const importEndings = Object.keys(mediaTypes).map((ending) => `.${ending}`).join(",")

/**
 * The media type of a file that a pad can be made of.
 *
 * @param {string} name of the file
 * @returns {string | undefined}
 */
export function importType(name) {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ""
  return Object.hasOwn(mediaTypes, ending) ? mediaTypes[ending] : undefined
}

/**
 * What a file is called that the server sends.
 *
 * @param {string | null} disposition the header
 * @param {string} otherwise
 */
export function fileName(disposition, otherwise) {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1]
  try {
    return encoded === undefined ? otherwise : decodeURIComponent(encoded)
  } catch {
    return otherwise
  }
}
