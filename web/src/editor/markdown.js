// SPDX-License-Identifier: Apache-2.0

import { markdown, markdownLanguage } from "../codemirror-markdown.js"
import { markdownStyle } from "./markdown-style.js"

/** GitHub-flavoured Markdown: its grammar, its look, and lists that continue at Enter. */
export const markdownText = [
  markdown({ base: markdownLanguage, completeHTMLTags: false, pasteURLAsLink: false }),
  markdownStyle,
]
