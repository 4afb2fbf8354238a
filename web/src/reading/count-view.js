// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"
import { popover } from "../ui/popover.js"
import { countDocument, countText, readingMinutes } from "./count.js"

/** Counted so long after the last change, in milliseconds. */
const delay = 300

/**
 * Words, characters and reading time, of the selection while there is one.
 *
 * @param {import("../editor/editor.js").Editor} editor
 */
export function showCount(editor) {
  const button = byID("count-button", HTMLButtonElement)
  const list = byID("count-list", HTMLElement)
  popover("count")
  let timer = 0

  function render() {
    const { doc, selection: { main } } = editor.state.value
    const isSelection = !main.empty
    const count = isSelection ? countText(doc.sliceString(main.from, main.to)) : countDocument(doc)
    const words = translate("words", { count: count.words })
    button.textContent = isSelection ? translate("wordsSelected", { words }) : words
    list.replaceChildren(...[
      button.textContent,
      translate("characters", { count: count.characters }),
      translate("readingTime", { count: readingMinutes(count) }),
    ].map((text) => create("li", {}, text)))
  }
  editor.state.subscribe(() => {
    clearTimeout(timer)
    timer = window.setTimeout(render, delay)
  })
  language.subscribe(render)
}
