// SPDX-License-Identifier: Apache-2.0

import { request } from "../requests.js"
import { byID } from "../ui/dom.js"

/** Shows the way to the desk to people who own pads. */
export function showDeskLink() {
  window.addEventListener("pageshow", async () => {
    const response = await request("GET", "/api/v1/pads?limit=1")
    const pads = response === null ? [] : (await response.json()).pads
    byID("desk-link", HTMLElement).hidden = pads.length === 0
  })
}
