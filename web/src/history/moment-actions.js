// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { copyAndSay } from "../ui/clipboard.js"
import { byID } from "../ui/dom.js"
import { toast } from "../ui/toast.js"

/**
 * What is done with the moment that is shown: restored, copied, passed on.
 *
 * @param {object} options
 * @param {import("./pad-history.js").PadHistory} options.history
 * @param {import("./record.js").Record} options.record
 * @param {() => number} options.shown
 * @param {(sequence: number) => void} options.open shows a moment
 * @returns {{undo: (sequence: number) => Promise<void>}} takes back a restore
 */
export function momentActions({ history, record, shown, open }) {
  const banner = byID("restored", HTMLElement)
  const undoButton = byID("restored-undo", HTMLButtonElement)
  let restored = 0

  /** @param {string} text */
  function tell(text) {
    byID("restored-text", HTMLElement).textContent = text
    banner.hidden = false
  }
  const restore = byID("restore", HTMLButtonElement)
  restore.addEventListener("click", async () => {
    const text = record.momentText(shown())
    restore.disabled = true
    const { done, reason } = await history.restore(shown())
    restore.disabled = false
    if (done === null) return toast(translate(reason))
    restored = done.sequence
    await record.refresh()
    open(restored)
    undoButton.hidden = false
    tell(translate("restoredText", { moment: text }))
    undoButton.focus()
  })
  /** @param {number} sequence */
  async function undo(sequence) {
    const { done, reason } = await history.undo(sequence)
    if (done === null) return toast(translate(reason))
    await record.refresh()
    open(done.sequence)
    undoButton.hidden = true
    tell(translate("restoreUndone"))
  }
  undoButton.addEventListener("click", () => void undo(restored))
  byID("restored-close", HTMLButtonElement).addEventListener("click", () => {
    banner.hidden = true
    restore.focus()
  })
  const copy = byID("copy-pad", HTMLButtonElement)
  copy.addEventListener("click", async () => {
    copy.disabled = true
    const title = translate("copyTitle", { title: byID("pad-title", HTMLElement).textContent ?? "" })
    const { done, reason } = await history.copy(shown(), title)
    copy.disabled = false
    if (done === null) return toast(translate(reason))
    location.assign(`/p/${encodeURIComponent(done.id)}`)
  })
  byID("copy-moment", HTMLButtonElement).addEventListener("click", () =>
    void copyAndSay(`${location.origin}${location.pathname}#at=${shown()}`, "linkCopied"))
  return { undo }
}
