// SPDX-License-Identifier: Apache-2.0

import { EditorState } from "../codemirror.js"
import { fromSharedText } from "./text-binding.js"

/** @typedef {import("#codemirror").ChangeSpec} ChangeSpec */

/** Line ends are LF. What a person puts in is made so; what the shared text holds is taken as is. */
export const lineEnds = [
  EditorState.lineSeparator.of("\n"),
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.annotation(fromSharedText)) return transaction
    /** @type {ChangeSpec[]} */
    const changes = []
    let hasOthers = false
    transaction.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
      const text = inserted.toString()
      const insert = text.replaceAll(/\r\n?/g, "\n")
      if (insert !== text) hasOthers = true
      changes.push({ from, to, insert })
    }, true)
    if (!hasOthers) return transaction
    const last = changes[changes.length - 1]
    return {
      changes,
      userEvent: "input.paste",
      scrollIntoView: true,
      ...(changes.length === 1 && last !== undefined
        ? { selection: { anchor: last.from + (last.insert ?? "").length } } : {}),
    }
  }),
]
