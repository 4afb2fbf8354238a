// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { browserEnvironment } from "../sync/environment.js"
import { SavingNews } from "../sync/saving-news.js"
import { StatusPacing } from "../sync/status-pacing.js"
import { retryText, statusKind, statusText } from "../sync/status-text.js"
import { announce } from "../ui/announcer.js"
import { byID } from "../ui/dom.js"

/** @typedef {import("../offline/unsent-edits.js").Kept} Kept */
/** @typedef {import("../sync/pad-connection.js").PadConnection} PadConnection */
/**
 * @template T
 * @typedef {import("../signal.js").Signal<T>} Signal
 */

/** @typedef {import("../sync/close-codes.js").Trouble} Trouble */
/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */

/** @type {Record<Trouble, MessageKey>} */
const troubles = {
  failing: "troubleFailing", full: "troubleFull", damaged: "troubleDamaged", busy: "troubleBusy",
}

/** Cuts shorter than this, in milliseconds, are not worth a banner or a word. */
const noticeDelay = 1_500

/**
 * Shows in the header what is saved, and in a banner how to get back online.
 *
 * The status element says to style sheets and tests what is shown (`data-state`), and how many
 * changes are unconfirmed at this instant (`data-unsaved`), and of them kept in this browser
 * (`data-kept`).
 *
 * @param {object} options
 * @param {PadConnection} options.connection
 * @param {Signal<Kept>} options.kept
 * @param {boolean} options.opensOffline whether the browser opens the page without a network
 * @param {string} options.padName
 */
export function showStatus({ connection, kept, opensOffline, padName }) {
  const status = byID("status", HTMLElement)
  const words = byID("status-text", HTMLElement)
  const pacing = new StatusPacing(browserEnvironment, render)
  const news = new SavingNews(browserEnvironment, announce, translate)
  const notice = troubleNotice({ connection, kept, opensOffline, news })
  byID("notice-rescue", HTMLAnchorElement).href =
    `/api/v1/pads/${encodeURIComponent(padName)}/last-good`

  function render() {
    status.dataset.state = pacing.shown
    words.textContent = statusText(pacing.shown, connection.state, kept.value, translate)
    status.title = words.textContent
  }
  connection.subscribe((state) => {
    status.dataset.unsaved = String(state.unsaved)
    pacing.update(statusKind(state))
    render()
    notice.update()
    news.update(state)
  })
  kept.subscribe(({ count }) => {
    status.dataset.kept = String(count)
    render()
    notice.update()
  })
  language.subscribe(() => {
    render()
    notice.render()
  })
  byID("retry", HTMLButtonElement).addEventListener("click", () => connection.retryNow())
}

/**
 * The banner. A loss or a trouble that lasts is said to screen readers too, once.
 *
 * @param {object} options
 * @param {PadConnection} options.connection
 * @param {Signal<Kept>} options.kept
 * @param {boolean} options.opensOffline
 * @param {SavingNews} options.news
 */
function troubleNotice({ connection, kept, opensOffline, news }) {
  const banner = byID("notice", HTMLElement)
  const text = byID("notice-text", HTMLElement)
  const trouble = byID("notice-trouble", HTMLElement)
  const keeping = byID("notice-keeping", HTMLElement)
  const rescue = byID("notice-rescue", HTMLElement)
  const retry = byID("notice-retry", HTMLElement)
  let opening = 0
  let ticking = 0

  function render() {
    const { state } = connection
    const status = statusText(statusKind(state), state, kept.value, translate)
    text.textContent = `${status}.`
    trouble.textContent = state.trouble === null ? "" : translate(troubles[state.trouble])
    keeping.textContent = kept.value.isFailing && state.unsaved > 0 ? translate("keepingNothing")
      : opensOffline || state.phase !== "offline" ? "" : translate("noOfflinePage")
    rescue.hidden = state.trouble !== "damaged"
    retry.textContent = retryText(state, Date.now(), translate)
  }
  function open() {
    banner.hidden = false
    ticking = window.setInterval(render, 1_000)
    render()
    news.lose(`${text.textContent} ${trouble.textContent} ${keeping.textContent}`.trim())
  }
  function close() {
    banner.hidden = true
    clearInterval(ticking)
  }
  function update() {
    const { phase, trouble } = connection.state
    if (phase === "offline" || (phase === "online" && trouble !== null)) {
      if (opening === 0) opening = window.setTimeout(open, noticeDelay)
      if (!banner.hidden) render()
      return
    }
    clearTimeout(opening)
    if (phase === "connecting") return
    opening = 0
    if (!banner.hidden) close()
  }
  return { update, render }
}
