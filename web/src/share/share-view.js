// SPDX-License-Identifier: Apache-2.0

import { copyAndSay } from "../ui/clipboard.js"
import { byID } from "../ui/dom.js"
import { popover } from "../ui/popover.js"

/** Lets the person pass on the pad's address: copied, or by the device's own way of sending. */
export function showShare() {
  const address = `${location.origin}${location.pathname}`
  const field = byID("share-address", HTMLInputElement)
  const send = byID("send-link", HTMLButtonElement)
  const panel = popover("share")
  field.value = address
  field.addEventListener("focus", () => field.select())

  byID("copy-link", HTMLButtonElement).addEventListener("click", async () => {
    if (await copyAndSay(address, "linkCopied")) {
      panel.close()
      byID("share-button", HTMLButtonElement).focus()
    } else {
      field.select()
    }
  })
  send.hidden = typeof navigator.share !== "function"
  send.addEventListener("click", () => {
    panel.close()
    navigator.share({ title: document.title, url: address }).catch(() => {
      // The person changed their mind.
    })
  })
}
