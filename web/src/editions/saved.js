// SPDX-License-Identifier: Apache-2.0

/** What is not saved after so long will not be soon, in milliseconds. */
const patience = 5_000

/**
 * Waits until the server has everything that was written here.
 *
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 * @returns {Promise<boolean>} whether it has
 */
export function allSaved(connection) {
  const isSaved = () => connection.state.unsaved === 0 && connection.state.phase === "online"
  if (isSaved()) return Promise.resolve(true)
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ isDone) => {
      clearTimeout(timer)
      stop()
      resolve(isDone)
    }
    const timer = window.setTimeout(() => end(false), patience)
    const stop = connection.subscribe(() => {
      if (isSaved()) queueMicrotask(() => end(true))
    })
  })
}
