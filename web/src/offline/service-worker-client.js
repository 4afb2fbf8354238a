// SPDX-License-Identifier: Apache-2.0

/** Whether the browser opens our pages without a network; over plain HTTP none does. */
export const opensOffline = () => "serviceWorker" in navigator

/** Has the browser keep the pages, once this one has all it needs. */
export function openOffline() {
  if (!opensOffline()) return
  const register = () => {
    navigator.serviceWorker.register("/sw.js").catch(() => {
      // Refused, as in some private windows: the page then needs the network to be opened.
    })
  }
  if (document.readyState === "complete") register()
  else window.addEventListener("load", register, { once: true })
}
