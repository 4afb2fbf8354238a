// SPDX-License-Identifier: Apache-2.0

import { language, locale, translate } from "../i18n/language.js"
import { copyAndSay } from "../ui/clipboard.js"
import { byID, create } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { Links } from "./links.js"
import { linkRoles } from "./roles.js"

/** @typedef {import("../i18n/language.js").MessageKey} MessageKey */

const labels = /** @type {const} */ ({
  viewer: "roleViewer", commenter: "roleCommenter", editor: "roleEditor",
})
/** How long a link lasts, in days; 0 is for ever. */
const lifetimes = /** @type {const} */ ([
  [0, "linkForever"], [1, "linkOneDay"], [7, "linkOneWeek"], [30, "linkOneMonth"],
])

/**
 * Lets the pad's owner make links that allow less than the pad's own address, or not for ever; and
 * lists those in force, to change and to end.
 *
 * @param {import("../sync/pad-connection.js").PadConnection} connection
 * @param {string} padName
 */
export function showLinks(connection, padName) {
  const links = new Links(padName)
  const section = byID("links", HTMLElement)
  const form = byID("link-form", HTMLFormElement)
  const role = byID("link-role", HTMLSelectElement)
  const lifetime = byID("link-lifetime", HTMLSelectElement)
  const passphrase = byID("link-passphrase", HTMLInputElement)
  const speakable = byID("link-speakable", HTMLInputElement)

  connection.subscribe((state) => {
    section.hidden = state.role !== "owner"
  })
  language.subscribe(() => {
    fill(role, linkRoles.map((name) => [name, labels[name]]))
    fill(lifetime, lifetimes.map(([days, label]) => [String(days), label]))
    if (!section.hidden) void renderList()
  })
  byID("share-button", HTMLButtonElement).addEventListener("click", () => {
    if (!section.hidden) void renderList()
  })
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const days = Number(lifetime.value)
    const made = await links.make({
      role: role.value,
      ...days === 0 ? {} : { expires: new Date(Date.now() + days * 86_400_000).toISOString() },
      ...passphrase.value === "" ? {} : { passphrase: passphrase.value },
      speakable: speakable.checked,
    })
    if (made === null) return toast(translate("linkFailed"))
    passphrase.value = ""
    await showMade(made)
    return renderList()
  })

  async function renderList() {
    const all = await links.list()
    if (all === null) return
    byID("links-list", HTMLElement).replaceChildren(...all.map(line))
    byID("links-in-force", HTMLElement).hidden = all.length === 0
  }

  /** @param {import("./links.js").Link} link */
  function line(link) {
    const choice = create("select", { class: "field", "aria-label": translate("linkRole") })
    fill(choice, linkRoles.map((name) => [name, labels[name]]))
    choice.value = link.role
    choice.addEventListener("change", async () => {
      if (!await links.change(link.id, choice.value)) toast(translate("linkFailed"))
      void renderList()
    })
    const end = create("button", { type: "button", class: "button button-quiet" })
    end.textContent = translate("linkEnd")
    end.addEventListener("click", async () => {
      // Pressed, it goes away: the focus must stay in the panel, or the panel closes.
      byID("link-make", HTMLButtonElement).focus()
      toast(translate(await links.end(link.id) ? "linkEnded" : "linkFailed"))
      void renderList()
    })
    return create("li", { class: "link-line" }, choice, create("span", {}, facts(link)), end)
  }
}

/**
 * The new link: its address to copy, a code to photograph, and a name to say aloud if it has one.
 *
 * @param {import("./links.js").NewLink} link
 */
async function showMade(link) {
  const field = byID("link-address", HTMLInputElement)
  // A server that was not told its own address names the path alone.
  const address = new URL(link.url, location.href).href
  const spoken = byID("link-spoken", HTMLElement)
  byID("link-made", HTMLElement).hidden = false
  field.value = address
  spoken.hidden = link.spoken === undefined
  spoken.textContent = translate("linkSpoken", { name: link.spoken ?? "" })
  byID("link-copy", HTMLButtonElement).onclick = async () => {
    if (!await copyAndSay(address, "linkCopied")) field.select()
  }
  const { drawCode } = await import("./qr-code.js")
  byID("link-made", HTMLElement).scrollIntoView({ block: "nearest" })
  byID("link-code", HTMLElement).replaceChildren(drawCode(address, translate("linkCode")))
}

/** @param {import("./links.js").Link} link what there is to say about it besides its role */
function facts(link) {
  const date = (/** @type {string} */ text) =>
    new Date(text).toLocaleDateString(locale(), { dateStyle: "medium" })
  const words = [
    link.expires === undefined
      ? translate("linkSince", { date: date(link.created) })
      : translate("linkUntil", { date: date(link.expires) }),
  ]
  if (link.passphrase) words.push(translate("linkHasPassphrase"))
  return words.join(" · ")
}

/** @param {HTMLSelectElement} select @param {[string, MessageKey][]} options */
function fill(select, options) {
  const chosen = select.value
  select.replaceChildren(...options.map(([value, label]) => {
    const option = create("option", { value })
    option.textContent = translate(label)
    return option
  }))
  if (options.some(([value]) => value === chosen)) select.value = chosen
}
