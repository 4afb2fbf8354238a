// SPDX-License-Identifier: Apache-2.0

import { EditorView } from "../codemirror.js"

/** How the text looks. Colours and fonts are the style sheet's custom properties. */
export const editorTheme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-text)",
    lineHeight: "1.65",
    overflow: "visible",
  },
  ".cm-content": {
    padding: "0 0 40vh",
    caretColor: "var(--accent)",
    overflowWrap: "anywhere",
  },
  ".cm-line": { padding: "0" },
  ".cm-line ::selection, .cm-line::selection": { backgroundColor: "var(--selection)" },
  ".cm-placeholder": { color: "var(--ink-quiet)", fontStyle: "italic" },
  ".cm-specialChar": { color: "var(--danger)" },

  ".md-mark": { color: "var(--ink-mark)", fontWeight: "400" },
  ".md-quiet, .md-url": { color: "var(--ink-quiet)" },
  ".md-strong": { fontWeight: "700" },
  ".md-emphasis": { fontStyle: "italic" },
  ".md-strike": { textDecoration: "line-through" },
  ".md-link": { color: "var(--link)" },
  ".md-link .md-url": { color: "var(--ink-quiet)" },
  ".md-bullet": { color: "var(--accent)", fontWeight: "600" },
  ".md-task": { color: "var(--accent)", fontFamily: "var(--font-code)", fontSize: "0.85em" },
  ".md-rule": { color: "var(--ink-mark)", letterSpacing: "0.3em" },
  ".md-escape": { color: "var(--ink-quiet)" },
  ".md-code": {
    fontFamily: "var(--font-code)",
    fontSize: "0.86em",
    backgroundColor: "var(--wash)",
    borderRadius: "4px",
    padding: "0.1em 0.25em",
  },
  ".md-heading": {
    fontFamily: "var(--font-heading)",
    fontWeight: "700",
    lineHeight: "1.25",
    letterSpacing: "-0.011em",
  },
  ".md-heading .md-mark": { fontSize: "0.72em", letterSpacing: "0" },
  ".md-heading-1": { fontSize: "1.9em", paddingTop: "0.5em", paddingBottom: "0.25em" },
  ".md-heading-2": { fontSize: "1.45em", paddingTop: "0.6em", paddingBottom: "0.2em" },
  ".md-heading-3": { fontSize: "1.2em", paddingTop: "0.5em", paddingBottom: "0.15em" },
  ".md-heading-4, .md-heading-5, .md-heading-6": { fontSize: "1.05em", paddingTop: "0.4em" },
  ".md-quote": {
    borderInlineStart: "3px solid var(--line-strong)",
    paddingInlineStart: "1em",
    color: "var(--ink-soft)",
  },
  ".md-block": {
    fontFamily: "var(--font-code)",
    fontSize: "0.86em",
    backgroundColor: "var(--wash)",
    padding: "0 1em",
  },
  ".md-table": { fontFamily: "var(--font-code)", fontSize: "0.86em" },
})
