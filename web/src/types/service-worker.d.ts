// SPDX-License-Identifier: Apache-2.0
// What the worker uses of its surroundings; the types of pages and of workers exclude each other.

export interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

export interface FetchEvent extends Event {
  request: Request
  respondWith(response: Promise<Response>): void
}

export interface Worker {
  location: Location
  skipWaiting(): Promise<void>
  addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void
}

declare global {
  /** Every file the pages load, and a name for all of them; filled in when they are bundled. */
  const shellAssets: string[]
  const shellVersion: string
}
