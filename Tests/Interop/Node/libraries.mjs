// SPDX-License-Identifier: Apache-2.0

/**
 * The peers' libraries as Debian installs them, loaded once and as one copy each.
 *
 * Debian keeps Node modules in one folder that Node itself does not search, and `import` ignores
 * NODE_PATH; `require` honours it, and then every module finds the same copy of Yjs.
 */

import { Module, createRequire } from 'node:module'

process.env.NODE_PATH ||= '/usr/share/nodejs'
Module._initPaths()

const require = createRequire(import.meta.url)

export const Y = require('yjs')

/** What Yjs encodes values with. */
export const encoding = require('lib0/encoding')

/** The provider of y-websocket, unmodified. */
export const { WebsocketProvider } = require('y-websocket')

/** The WebSocket the provider is given in Node. */
export const WebSocket = require('ws')

/** A plain value in lib0's encoding. */
export function any(value) {
  const encoder = encoding.createEncoder()
  encoding.writeAny(encoder, value)
  return encoding.toUint8Array(encoder)
}
