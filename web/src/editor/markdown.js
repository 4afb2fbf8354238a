// SPDX-License-Identifier: Apache-2.0

import { Compartment } from "../codemirror.js"
import { markdown, markdownLanguage } from "../codemirror-markdown.js"
import { pageView } from "../settings/page-view.js"
import { linkPanel } from "./live/link-panel.js"
import { openingLinks } from "./live/links.js"
import { listKeys } from "./live/list-keys.js"
import { livePage } from "./live/live-page.js"
import { liveTheme } from "./live/live-theme.js"
import { markdownStyle } from "./markdown-style.js"
import { tableEditing } from "./tables/table-keys.js"
import { tablePanel } from "./tables/table-panel.js"

/** @typedef {import("#codemirror").Extension} Extension */

const look = new Compartment()

/** @type {Record<import("../settings/page-view.js").PageView, Extension>} */
const looks = {
  page: [livePage, liveTheme, openingLinks, linkPanel, tableEditing, tablePanel, listKeys],
  markdown: markdownStyle,
}

/** GitHub-flavoured Markdown: its grammar, lists that continue at Enter, and the chosen look. */
export const markdownText = () => [
  markdown({ base: markdownLanguage, completeHTMLTags: false, pasteURLAsLink: false }),
  look.of(looks[pageView.value]),
]

/**
 * Both looks show the same text: switching changes no byte of it.
 *
 * @param {import("#codemirror").EditorView} view
 */
export function keepLook(view) {
  pageView.subscribe((chosen) => view.dispatch({ effects: look.reconfigure(looks[chosen]) }))
}
