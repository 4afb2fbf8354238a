// SPDX-License-Identifier: Apache-2.0

import { EditorState } from "../../src/codemirror.js"
import { lineEnds } from "../../src/editor/line-ends.js"
import { TextBinding } from "../../src/editor/text-binding.js"

/** An editor without a screen, bound to a shared text as the real one is. */
export class FakeEditor {
  /** @param {import("yjs").Text} text */
  constructor(text, extensions = []) {
    this.binding = new TextBinding(text)
    this.state = EditorState.create({
      doc: this.binding.initialDocument, extensions: [lineEnds, extensions],
    })
    this.binding.attach(this)
  }

  dispatch(spec) {
    const transaction = this.state.update(spec)
    this.state = transaction.state
    this.binding.editorChanged([transaction])
    return transaction
  }

  /** What typing, pasting or deleting does. @param {number} from @param {number} to @param {string} insert */
  replace(from, to, insert) {
    return this.dispatch({ changes: { from, to, insert }, userEvent: "input.type" })
  }

  get content() {
    return this.state.doc.toString()
  }
}
