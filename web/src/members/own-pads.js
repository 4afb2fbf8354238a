// SPDX-License-Identifier: Apache-2.0

import { toldIn } from "../offline/identity.js"

/** @typedef {import("../settings/recent-pads.js").RecentPad} RecentPad */

/** @returns {Promise<RecentPad[]>} what a member owns, the latest first; nothing for who is none */
export async function ownPads() {
  if (toldIn(document.cookie).guests === null) return []
  try {
    const response = await fetch("/api/v1/pads", { headers: { Accept: "application/json" } })
    /** @type {{pads: {id: string, title: string, updated: string}[]}} */
    const { pads } = await response.json()
    return pads.map(({ id, title, updated }) => ({ name: id, title, openedAt: Date.parse(updated) }))
      .sort((a, b) => b.openedAt - a.openedAt)
  } catch {
    return []
  }
}
