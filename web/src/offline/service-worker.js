// SPDX-License-Identifier: Apache-2.0
// Opens the pages without a network. The server's page comes first, so that a new version is never
// held back; the kept one, which belongs to the kept assets, comes only when the server does not.

import { fallbackFor, isAway } from "./shell.js"

const worker = /** @type {import("../types/service-worker.js").Worker} */ (/** @type {unknown} */ (self))
const cacheName = `encrier-${shellVersion}`

/** The server does not answer for so long: it is away. In milliseconds. */
const patience = 4_000

worker.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()))
})

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells())
})

worker.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== worker.location.origin) return
  const fallback = request.mode === "navigate" ? fallbackFor(url.pathname) : null
  if (fallback !== null) event.respondWith(serverFirst(request, fallback))
  else if (url.pathname.startsWith("/assets/")) event.respondWith(keptFirst(request))
})

/** The pages are asked for without a cookie, and so give none to whoever opens them later. */
async function keepShell() {
  const cache = await caches.open(cacheName)
  const pages = ["/", "/p/-", "/away"].map((path) =>
    new Request(path, { credentials: "omit", cache: "no-cache" }))
  await cache.addAll([...pages, ...shellAssets])
}

/** Pages of the last version may still be open and ask for its parts. */
async function dropOldShells() {
  const others = (await caches.keys()).filter((name) =>
    name.startsWith("encrier-") && name !== cacheName)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

/** @param {Request} request @param {string} fallback */
async function serverFirst(request, fallback) {
  const kept = () => caches.open(cacheName).then((cache) => cache.match(fallback, { ignoreVary: true }))
  try {
    const response = await Promise.race([fetch(request), afterPatience()])
    if (!isAway(response.status)) return response
    return await kept() ?? response
  } catch {
    return await kept() ?? fetch(request)
  }
}

/** @returns {Promise<never>} */
const afterPatience = () => new Promise((_, reject) => {
  setTimeout(() => reject(new Error("The server does not answer.")), patience)
})

/** @param {Request} request */
async function keptFirst(request) {
  return await caches.match(request, { ignoreVary: true }) ?? fetch(request)
}
