// SPDX-License-Identifier: Apache-2.0
// For work on the page alone: serves dist/ as the real server does, and synchronises pads with
// Debian's y-websocket server in memory, to which it adds acknowledgements. Nothing is kept.
//
//   NODE_PATH=/usr/share/nodejs node tests/dev-server.js [port]
//
// It prints its address. GET /dev/mute and /dev/unmute stop and resume acknowledgements,
// /dev/drop/CODE closes all sockets.

import { randomBytes } from "node:crypto"
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { extname, join } from "node:path"
import { fileURLToPath } from "node:url"

const require = createRequire(import.meta.url)
const { WebSocketServer } = require("ws")
const { setupWSConnection } = require("y-websocket/bin/utils")

const dist = fileURLToPath(new URL("../dist/", import.meta.url))
const contentTypes = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
}
/** What the real server ought to send. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
  + "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

let isMuted = false
const sockets = new WebSocketServer({ noServer: true })

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost")
  if (request.method === "POST" && pathname === "/api/v1/pads") {
    const id = randomBytes(16).toString("base64url")
    response.writeHead(201, { "Content-Type": "application/json" })
    response.end(JSON.stringify({ id, title: "", url: `/p/${id}` }))
    return
  }
  if (pathname.startsWith("/dev/")) {
    const [, , verb, code] = pathname.split("/")
    if (verb === "drop") for (const socket of sockets.clients) socket.close(Number(code), "dev")
    else isMuted = verb === "mute"
    response.end("ok")
    return
  }
  const file = pathname === "/" ? "index.html" : pathname.startsWith("/p/") ? "pad.html" : pathname
  try {
    const body = await readFile(join(dist, file))
    response.writeHead(200, {
      "Content-Type": contentTypes[extname(file)] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
    })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
})

server.on("upgrade", (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost")
    setupWSConnection(webSocket, request, { docName: pathname })
    if (searchParams.get("acks") === "1") acknowledge(webSocket)
  })
})

/** Confirms each message that carries an update. @param {import("node:events").EventEmitter} socket */
function acknowledge(socket) {
  let count = 0
  socket.on("message", (data) => {
    const bytes = new Uint8Array(data)
    if (bytes[0] !== 0 || (bytes[1] !== 1 && bytes[1] !== 2)) return
    count += 1
    if (!isMuted) socket.send(new Uint8Array([100, ...varUint(count)]))
  })
}

/** @param {number} number */
function varUint(number) {
  const bytes = []
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128)
  return [...bytes, number]
}

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`)
})
