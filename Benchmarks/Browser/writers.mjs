// SPDX-License-Identifier: Apache-2.0
// So many Yjs clients typing into one pad, each at a place of its own, until this is ended.

import { createRequire } from "node:module"

const require = createRequire("/usr/share/nodejs/")
const Y = require("yjs")
const { WebsocketProvider } = require("y-websocket")
const WebSocketPolyfill = require("ws")

const [url, pad, count] = process.argv.slice(2)

for (let number = 0; number < Number(count); number += 1) {
  const doc = new Y.Doc()
  const text = doc.getText("content")
  const provider = new WebsocketProvider(url.replace("http", "ws") + "/sync", pad, doc, {
    WebSocketPolyfill, disableBc: true,
  })
  provider.awareness.setLocalStateField("user", { name: `Personne ${number}`, color: "#0c69eb" })
  provider.once("sync", () => {
    let at = Math.floor((text.length * (number + 1)) / (Number(count) + 1))
    if (number < 3) at = 400 + number * 150
    const place = () => Y.createRelativePositionFromTypeIndex(text, at)
    setInterval(() => {
      text.insert(at, "abcdefgh "[Math.floor(Math.random() * 9)])
      at += 1
      provider.awareness.setLocalStateField("cursor", { anchor: place(), head: place() })
    }, 250)
  })
}
