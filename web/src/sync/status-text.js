// SPDX-License-Identifier: Apache-2.0

import { takesEdits } from "../share/roles.js"
import { forbidsWriting } from "./close-codes.js"

/** @typedef {import("./pad-connection.js").ConnectionState} ConnectionState */
/** @typedef {import("../offline/unsent-edits.js").Kept} Kept */
/** @typedef {import("../i18n/format.js").Translate} Translate */
/** @typedef {"connecting" | "saved" | "waiting" | "readOnly" | "offline" | "closed"} StatusKind */

/**
 * What the person is told. `saved` is claimed only while connected and with nothing unconfirmed.
 *
 * @param {ConnectionState} state
 * @returns {StatusKind}
 */
export function statusKind({ phase, unsaved, trouble, role, edition }) {
  if (phase !== "closed" && forbidsWriting(trouble)) return "readOnly"
  if (phase !== "online") return phase
  if (unsaved > 0) return "waiting"
  return takesEdits({ role, edition }) ? "saved" : "readOnly"
}

/**
 * Of changes that wait, so many are told as kept in this browser as are; until one is, and when it
 * keeps no more, they are only in this page.
 *
 * @param {StatusKind | "saving"} kind
 * @param {ConnectionState} state
 * @param {Kept} kept
 * @param {Translate} translate
 */
export function statusText(kind, state, kept, translate) {
  const isKept = kept.count > 0 && !kept.isFailing
  const count = isKept && isWithoutServer(kind) ? Math.min(kept.count, state.unsaved) : state.unsaved
  switch (kind) {
    case "saving":
      return translate("statusSaving")
    case "connecting":
      return translate("statusConnecting")
    case "saved":
      return translate("statusSaved")
    case "waiting":
      return translate("statusWaiting", { count })
    case "readOnly":
      if (count === 0) return translate("statusReadOnly")
      return translate(isKept ? "readOnlyKept" : "statusReadOnlyUnsaved", { count })
    case "offline":
      if (count > 0) return translate(isKept ? "offlineKept" : "statusOfflineUnsaved", { count })
      return translate(state.hasDocument ? "statusOffline" : "statusUnreachable")
    case "closed":
      return count > 0 ? translate("statusClosedUnsaved", { count }) : translate("statusClosed")
  }
}

/** @param {StatusKind | "saving"} kind */
const isWithoutServer = (kind) => kind === "offline" || kind === "readOnly"

/**
 * When the next attempt comes, in words; empty while none is needed.
 *
 * @param {ConnectionState} state
 * @param {number} now milliseconds since 1970
 * @param {Translate} translate
 */
export function retryText(state, now, translate) {
  if (state.phase !== "offline") return ""
  const count = state.retryAt === null ? 0 : Math.ceil((state.retryAt - now) / 1000)
  return count > 0 ? translate("retryIn", { count }) : translate("retrying")
}
