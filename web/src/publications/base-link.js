// SPDX-License-Identifier: Apache-2.0

import { request } from "../requests.js"
import { byID } from "../ui/dom.js"

/** Shows the way to the knowledge base, where the server has one in which something is published. */
export async function showBaseLink() {
  const response = await request("GET", "/api/v1/kb")
  if (response === null) return
  const { url, texts = 0 } = await response.json()
  byID("base-link", HTMLElement).hidden = url === null || texts === 0
}
