// SPDX-License-Identifier: Apache-2.0

import { showTooltip } from "../../codemirror.js"
import { translate } from "../../i18n/language.js"
import { create, icon } from "../../ui/dom.js"
import { tableAt } from "./table-at.js"
import {
  alignColumn, currentCell, deleteColumn, deleteRow, insertColumn, insertRow,
} from "./table-edits.js"

/** @typedef {import("#codemirror").EditorView} EditorView */
/** @typedef {import("../../i18n/language.js").MessageKey} MessageKey */

/** @type {{label: MessageKey, drawing: string, run: (view: EditorView) => unknown}[]} */
const actions = [
  { label: "tableAddRow", drawing: "M4 5h16v6H4zM12 15v6M9 18h6", run: addRow },
  { label: "tableAddColumn", drawing: "M5 4h6v16H5zM15 12h6M18 9v6", run: insertColumn },
  { label: "tableDeleteRow", drawing: "M4 5h16v6H4zM9 18h6", run: deleteRow },
  { label: "tableDeleteColumn", drawing: "M5 4h6v16H5zM15 12h6", run: deleteColumn },
  { label: "tableAlignLeft", drawing: "M4 6h16M4 12h9M4 18h13", run: (view) => alignColumn(view, "left") },
  { label: "tableAlignCenter", drawing: "M4 6h16M8 12h8M6 18h12", run: (view) => alignColumn(view, "center") },
  { label: "tableAlignRight", drawing: "M4 6h16M11 12h9M7 18h13", run: (view) => alignColumn(view, "right") },
]

/** @param {EditorView} view */
function addRow(view) {
  const place = currentCell(view)
  return place !== null && insertRow(view, place.line)
}

/** Above the table the caret is in: rows, columns and alignment. */
export const tablePanel = showTooltip.compute(["selection", "doc"], (state) => {
  const table = tableAt(state, state.selection.main.head)
  if (table === null || state.readOnly) return null
  return { pos: table.from, above: true, create: panel }
})

/** @param {EditorView} view */
function panel(view) {
  const dom = create("div", { class: "table-panel", role: "toolbar" })
  dom.setAttribute("aria-label", translate("table"))
  for (const { label, drawing, run } of actions) {
    const button = create("button", { type: "button", class: "tool" }, icon(drawing))
    button.setAttribute("aria-label", translate(label))
    button.title = translate(label)
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => {
      run(view)
      view.focus()
    })
    dom.append(button)
  }
  return { dom }
}
