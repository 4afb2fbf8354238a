// SPDX-License-Identifier: Apache-2.0

/** What people are told of something in a file that was not understood, by its kind. */
export const noteMessages = /** @type {Readonly<Record<string, import("../i18n/fr.js").MessageKey>>} */ ({
  "front-matter": "noteFrontMatter",
  field: "noteField",
  "image-missing": "noteImageMissing",
  "image-refused": "noteImageRefused",
  looks: "noteLooks",
  table: "noteTable",
  content: "noteContent",
  file: "noteFile",
  failed: "noteFailed",
})
