// SPDX-License-Identifier: Apache-2.0

import { EditorView } from "../../codemirror.js"

/** @type {Record<string, Record<string, string>>} */
const depths = {}
for (let depth = 1; depth <= 8; depth += 1) {
  depths[`.cm-line.md-depth-${depth}`] = { paddingInlineStart: `${depth * 1.7}em` }
}

/** @type {Record<string, Record<string, string>>} */
const widths = {}
for (let width = 2; width <= 12; width += 1) widths[`.md-width-${width}`] = { flex: `${width} ${width} 0` }

/** How the live page looks, beside what all Markdown looks like. */
export const liveTheme = EditorView.theme({
  ".cm-content": { caretColor: "var(--accent)" },
  ".md-link": {
    color: "var(--link)", textDecoration: "underline", textDecorationThickness: "0.06em",
    textUnderlineOffset: "0.18em",
  },
  "&.has-modifier .md-link, &.has-modifier [data-link]": { cursor: "pointer" },
  ".md-collapsed": { fontSize: "0", lineHeight: "0", height: "0", overflow: "hidden" },
  ".md-rule": {
    display: "inline-block", width: "100%", height: "0.7em", verticalAlign: "middle",
    borderBottom: "1px solid var(--line-strong)", marginBottom: "0.7em", letterSpacing: "0",
  },

  ".md-item": { textIndent: "-1.7em" },
  ".md-marker": {
    display: "inline-block", width: "1.7em", textIndent: "0", color: "var(--accent)",
    paddingInlineEnd: "0.4em", whiteSpace: "nowrap",
  },
  ".md-bullet": { textAlign: "end", fontWeight: "600", fontVariantNumeric: "tabular-nums" },
  ".md-item > *": { textIndent: "0" },
  ...depths,
  ".md-check": {
    width: "1.05em", height: "1.05em", margin: "0", marginInlineStart: "0.3em", verticalAlign: "-0.12em",
    accentColor: "var(--accent)", cursor: "pointer",
  },
  ".md-check:disabled": { cursor: "default" },
  ".md-item.md-done": { color: "var(--ink-quiet)" },

  ".md-row": {
    display: "flex", borderInline: "1px solid var(--line-strong)",
    borderBottom: "1px solid var(--line)", fontSize: "0.94em", lineHeight: "1.5",
  },
  ".md-row-head": {
    borderTop: "1px solid var(--line-strong)", borderRadius: "8px 8px 0 0",
    backgroundColor: "var(--wash)", fontWeight: "650",
  },
  ".md-row-last": {
    borderBottom: "1px solid var(--line-strong)", borderRadius: "0 0 8px 8px",
  },
  ".md-cell": { minWidth: "0", padding: "0.3em 0.45em", display: "block", whiteSpace: "pre-wrap" },
  ".md-cell ~ .md-cell": { borderInlineStart: "1px solid var(--line)" },
  ".md-center": { textAlign: "center" },
  ".md-right": { textAlign: "right" },
  ...widths,

  ".md-image": {
    display: "block", maxWidth: "100%", maxHeight: "32em", margin: "0.4em 0", borderRadius: "6px",
  },
  ".md-image.is-missing": { padding: "0.5em", border: "1px dashed var(--line-strong)" },
  ".md-image-elsewhere": {
    padding: "0.15em 0.6em", border: "1px dashed var(--line-strong)", borderRadius: "6px",
    color: "var(--ink-soft)", fontSize: "0.9em",
  },

  ".md-note-ref": {
    color: "var(--link)", fontSize: "0.75em", verticalAlign: "super", lineHeight: "0",
  },
  ".md-note": { fontSize: "0.9em", color: "var(--ink-soft)" },
  ".md-note-label": { color: "var(--link)", fontWeight: "600", marginRight: "0.35em" },
  ".md-block": { borderRadius: "0" },
  ".md-fence-top": { borderRadius: "8px 8px 0 0", lineHeight: "1.1" },
  ".md-fence-end": { borderRadius: "0 0 8px 8px", lineHeight: "1.1" },
})
