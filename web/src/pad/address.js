// SPDX-License-Identifier: Apache-2.0

/**
 * @param {string} path `/p/PAD`, perhaps with more behind
 * @returns {string} the pad's name
 */
export const padNameFromPath = (path) => decodeURIComponent(path.split("/")[2] ?? "")

/**
 * @param {{protocol: string, host: string}} page
 * @param {string} padName
 */
export function syncURL({ protocol, host }, padName) {
  const scheme = protocol === "https:" ? "wss:" : "ws:"
  return `${scheme}//${host}/sync/${encodeURIComponent(padName)}?acks=1&roles=1&members=1&editions=1`
}
