// SPDX-License-Identifier: Apache-2.0
// So many Yjs clients typing into one pad, each at a place of its own: writers.mjs URL PAD COUNT [EDITS]
// Without EDITS each types four characters a second until this is ended; with it all of them together
// type so many characters, as fast as the server takes them, and this ends when all are on disk.

import { WebSocket, WebsocketProvider, Y } from "../../Tests/Interop/Node/libraries.mjs"

const [url, pad, count, edits = "0"] = process.argv.slice(2)

/** Characters one client types between two breaths of a replay. */
const burst = 40

const clients = await Promise.all(Array.from({ length: Number(count) }, (_, number) => join(number)))
if (Number(edits) > 0) await replay(Math.ceil(Number(edits) / clients.length))
else for (const client of clients) setInterval(() => type(client), 250)

/** @param {number} number */
function join(number) {
  const doc = new Y.Doc()
  const text = doc.getText("content")
  const provider = new WebsocketProvider(`${url.replace("http", "ws")}/sync`, pad, doc, {
    WebSocketPolyfill: WebSocket, disableBc: true,
  })
  provider.awareness.setLocalStateField("user", { name: `Personne ${number}`, color: "#0c69eb" })
  return new Promise((resolve) => provider.once("sync", () => {
    // Three write where the page shows them, the others all over the text.
    const at = number < 3 ? 400 + number * 150
      : Math.floor((text.length * (number + 1)) / (Number(count) + 1))
    resolve({ doc, text, provider, place: Y.createRelativePositionFromTypeIndex(text, at, -1) })
  }))
}

/** One character where the client writes, whatever the others did before it. */
function type(client) {
  const { doc, text, provider } = client
  const at = Y.createAbsolutePositionFromRelativePosition(client.place, doc)?.index ?? 0
  text.insert(at, "abcdefgh "[Math.floor(Math.random() * 9)])
  client.place = Y.createRelativePositionFromTypeIndex(text, at + 1, -1)
  const caret = Y.createRelativePositionFromTypeIndex(text, at + 1)
  provider.awareness.setLocalStateField("cursor", { anchor: caret, head: caret })
}

/** @param {number} each */
async function replay(each) {
  for (let done = 0; done < each; done += burst) {
    for (const client of clients) {
      for (let index = 0; index < Math.min(burst, each - done); index += 1) type(client)
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  // Everyone has everything once the texts are as long as what all typed.
  const isDone = () => new Set(clients.map(({ text }) => text.length)).size === 1
    && clients.every(({ provider }) => provider.ws?.bufferedAmount === 0)
  for (let calm = 0; calm < 10; calm = isDone() ? calm + 1 : 0) {
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  process.exit(0)
}
