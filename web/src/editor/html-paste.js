// SPDX-License-Identifier: Apache-2.0

import { EditorSelection, EditorView } from "../codemirror.js"

/**
 * Text from word processors and web pages becomes Markdown. What translates it is loaded at the first
 * such paste; with Shift, or if it cannot be had, the plain text goes in.
 */
export const htmlPaste = EditorView.domEventHandlers({
  paste: (event, view) => {
    const html = event.clipboardData?.getData("text/html") ?? ""
    const plain = event.clipboardData?.getData("text/plain") ?? ""
    if (html === "" || view.state.readOnly || !isFormatted(html)) return false
    event.preventDefault()
    void import("./html-to-markdown.js")
      .then(({ htmlToMarkdown }) => htmlToMarkdown(html), () => plain)
      .then((text) => put(view, text === "" ? plain : text))
    return true
  },
})

/** @param {string} html whether it says more than its text does */
const isFormatted = (html) =>
  /<(?:h[1-6]|b|strong|i|em|u?l|ol|li|a|table|blockquote|pre|code|img|p|del|s|strike)[\s>]/i.test(html)
  && !/class="[^"]*(?:vscode|monaco|cm-line)/.test(html)

/** @param {EditorView} view @param {string} text */
function put(view, text) {
  const { main } = view.state.selection
  view.dispatch({
    changes: { from: main.from, to: main.to, insert: text },
    selection: EditorSelection.cursor(main.from + text.length),
    userEvent: "input.paste",
    scrollIntoView: true,
  })
}
