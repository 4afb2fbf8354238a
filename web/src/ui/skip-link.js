// SPDX-License-Identifier: Apache-2.0

import { byID } from "./dom.js"

/**
 * The page's first stop for the Tab key leads to what the page is about. The address stays as it is:
 * it is what people pass on.
 *
 * @param {() => void} go
 */
export function showSkipLink(go) {
  byID("skip-link", HTMLAnchorElement).addEventListener("click", (event) => {
    event.preventDefault()
    go()
  })
}
