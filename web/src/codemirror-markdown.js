// SPDX-License-Identifier: Apache-2.0
// The Markdown grammar of the CodeMirror bundle. It brings the HTML, CSS and JavaScript grammars
// with it, so it is loaded beside the editor, not before it.

export { markdown, markdownLanguage } from "#codemirror-markdown"
