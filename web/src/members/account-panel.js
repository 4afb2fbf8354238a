// SPDX-License-Identifier: Apache-2.0

import { byID } from "../ui/dom.js"
import { refreshAccount, showAccountLine } from "./account-line.js"

/**
 * Says in the settings of a pad who is signed in; it is asked for when they are opened.
 *
 * @param {object} pad
 * @param {import("../sync/pad-connection.js").PadConnection} pad.connection
 * @param {import("../offline/offline-pad.js").OfflinePad} pad.offline
 */
export function showAccount({ connection, offline }) {
  showAccountLine(location.pathname, () => {
    // What the server lacks stays in the browser for its author.
    offline.keepNow()
    connection.stop()
  })
  byID("settings-button", HTMLButtonElement).addEventListener("click", () => void refreshAccount())
}
