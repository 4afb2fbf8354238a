// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { toast } from "../ui/toast.js"
import { takeOwnership } from "./links.js"

/**
 * Makes this browser the pad's owner when the page was opened by an address that `encrier pad owner`
 * printed. The secret stands behind the `#`, which goes to no server by itself, and leaves the
 * address at once.
 *
 * @param {string} padName
 */
export async function takeOver(padName) {
  const secret = new URLSearchParams(location.hash.slice(1)).get("own")
  if (secret === null) return
  history.replaceState(null, "", location.pathname + location.search)
  // Where it failed, the person can open the address again.
  const isDone = await takeOwnership(padName, secret)
  toast(translate(isDone ? "ownershipTaken" : "ownershipFailed"))
}
