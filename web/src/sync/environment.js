// SPDX-License-Identifier: Apache-2.0

/**
 * What a connection takes from outside; tests pass their own.
 *
 * @typedef {object} Environment
 * @property {(url: string) => WebSocket} openSocket
 * @property {() => number} now milliseconds since 1970
 * @property {() => number} random from 0 to 1
 * @property {(action: () => void, milliseconds: number) => number} setTimeout
 * @property {(timer: number) => void} clearTimeout
 */

/** @type {Environment} */
export const browserEnvironment = {
  openSocket: (url) => new WebSocket(url),
  now: () => Date.now(),
  random: () => Math.random(),
  setTimeout: (action, milliseconds) => window.setTimeout(action, milliseconds),
  clearTimeout: (timer) => window.clearTimeout(timer),
}
