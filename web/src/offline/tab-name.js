// SPDX-License-Identifier: Apache-2.0
// A page that is loaded again in the same tab knows by this that the one before it is gone, even if
// its lock has not been let go yet.

import { tabStorage } from "../settings/storage.js"

const storageKey = "encrier.tab"

/** The page load that kept something in this tab before; empty if there was none. */
export function previousTab() {
  try {
    return tabStorage.getItem(storageKey) ?? ""
  } catch {
    return ""
  }
}

/** @param {string} tab the random name of this page load */
export function rememberTab(tab) {
  try {
    tabStorage.setItem(storageKey, tab)
  } catch {
    // Then its lock alone tells.
  }
}
