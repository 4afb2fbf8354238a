// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import {
  focusMode, keepShaped, pageWidth, switchFocusMode, switchPageWidth,
} from "../settings/page-shape.js"
import { pageView, switchPageView } from "../settings/page-view.js"
import { fillChoices } from "../ui/choices.js"
import { byID } from "../ui/dom.js"

/** @typedef {import("../settings/page-view.js").PageView} PageView */
/** @typedef {import("../settings/page-shape.js").PageWidth} PageWidth */
/** @typedef {import("../settings/page-shape.js").FocusMode} FocusMode */

/** How the text is shown: as a page or as Markdown, its width, and whether all but it withdraws. */
export function showViewChoices() {
  keepShaped()
  fillChoices("view-choice", {
    options: /** @type {PageView[]} */ (["page", "markdown"]),
    current: pageView,
    label: (option) => translate(option === "page" ? "viewPage" : "viewMarkdown"),
    tag: () => "",
    choose: switchPageView,
  })
  fillChoices("width-choice", {
    options: /** @type {PageWidth[]} */ (["page", "full"]),
    current: pageWidth,
    label: (option) => translate(option === "page" ? "widthPage" : "widthFull"),
    tag: () => "",
    choose: switchPageWidth,
  })
  fillChoices("focus-choice", {
    options: /** @type {FocusMode[]} */ (["off", "on"]),
    current: focusMode,
    label: (option) => translate(option === "off" ? "focusOff" : "focusOn"),
    tag: () => "",
    choose: switchFocusMode,
  })
  const button = byID("view-button", HTMLButtonElement)
  button.addEventListener("click", () =>
    switchPageView(pageView.value === "page" ? "markdown" : "page"))
  pageView.subscribe((view) => button.setAttribute("aria-pressed", String(view === "markdown")))
}
