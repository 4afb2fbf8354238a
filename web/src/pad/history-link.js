// SPDX-License-Identifier: Apache-2.0

import { mayWrite } from "../share/roles.js"
import { byID } from "../ui/dom.js"

/**
 * The way to the pad's past, for those who may see it.
 *
 * @param {string} padName
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 */
export function showHistoryLink(padName, connection) {
  const link = byID("history-link", HTMLAnchorElement)
  link.href = `/p/${encodeURIComponent(padName)}/history`
  connection.subscribe(({ role }) => {
    link.hidden = !mayWrite(role)
  })
}
