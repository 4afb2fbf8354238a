// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { create, icon } from "../ui/dom.js"
import { rove } from "./roving.js"

/**
 * What moves a row and takes it away: one stop for the Tab key.
 *
 * @param {{remove: () => void, move: (step: number) => void}} actions
 * @returns {{element: HTMLElement, place: (isFirst: boolean, isLast: boolean) => void}} `place` says which way is left
 */
export function rowTools({ remove, move }) {
  /** @param {string} label @param {string} drawing @param {() => void} action */
  const tool = (label, drawing, action) => {
    const button = create("button", { type: "button", class: "icon-button", "aria-label": label, title: label }, icon(drawing))
    // One that can do nothing keeps the focus all the same.
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") action()
    })
    return button
  }
  const up = tool(translate("rowUp"), "M12 19V6m-6 6 6-6 6 6", () => move(-1))
  const down = tool(translate("rowDown"), "M12 5v13m-6-6 6 6 6-6", () => move(1))
  const element = create("div", { class: "describe-tools", role: "toolbar", "aria-label": translate("rowTools") },
    up, down, tool(translate("rowRemove"), "M6 6l12 12M18 6L6 18", remove))
  rove(element, "button")
  return {
    element,
    place(isFirst, isLast) {
      up.setAttribute("aria-disabled", String(isFirst))
      down.setAttribute("aria-disabled", String(isLast))
    },
  }
}
