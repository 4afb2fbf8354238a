// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"
import { toast } from "../ui/toast.js"
import { timeElement, timeText } from "./times.js"

/** @typedef {import("./pad-history.js").Version} Version */

/** @typedef {{sequence: number} | {version: Version}} Named what the dialog names */

/** So many automatic versions are listed, the latest; the slider has them all. */
const maximumAutomatic = 100

/**
 * The list of versions, and what is done with one.
 *
 * @param {object} options
 * @param {import("./pad-history.js").PadHistory} options.history
 * @param {import("./record.js").Record} options.record
 * @param {(sequence: number) => void} options.open shows a moment
 * @param {(from: number) => void} options.compare with the present
 * @returns {{name: (sequence: number) => void}} asks for the name of a version to be
 */
export function versionsView({ history, record, open, compare }) {
  const list = byID("versions-list", HTMLElement)
  const dialog = byID("version-dialog", HTMLDialogElement)
  const input = byID("version-name", HTMLInputElement)
  const error = byID("version-error", HTMLElement)
  const forgetDialog = byID("forget-version-dialog", HTMLDialogElement)
  /** @type {Named} */
  let named = { sequence: 0 }
  /** @type {Version | null} */
  let forgotten = null

  function render() {
    const { versions } = record.timeline.value
    const automatic = versions.filter(({ kind }) => kind === "automatic").slice(-maximumAutomatic)
    const shown = versions.filter((version) => version.kind === "named" || automatic.includes(version)).reverse()
    list.replaceChildren(...shown.map(item))
    byID("versions-empty", HTMLElement).hidden = shown.length > 0
  }
  /** @param {Version} version */
  function item(version) {
    const { kind, name, sequence, time, person, mayChange } = version
    const title = name ?? translate("versionAutomatic")
    const link = create("a", { class: "panel-link", href: `#at=${sequence}` },
      create("span", { class: kind === "named" ? "version-name" : "quiet", dir: "auto" }, title),
      create("span", { class: "quiet" }, timeElement(time),
        ...person === undefined ? [] : [" · ", translate("versionBy", { name: record.label(person) })]))
    link.addEventListener("click", (event) => {
      event.preventDefault()
      open(sequence)
    })
    const button = (/** @type {"versionCompare" | "versionRename" | "versionForget"} */ word, /** @type {() => void} */ act) => {
      const element = create("button", { class: "button button-quiet", type: "button" }, translate(word))
      element.setAttribute("aria-label", `${translate(word)} : ${title}, ${timeText(time)}`)
      element.addEventListener("click", act)
      return element
    }
    return create("li", { class: "panel-item" }, link, create("div", { class: "panel-actions" },
      button("versionCompare", () => compare(sequence)),
      ...kind === "named" && mayChange === true ? [
        button("versionRename", () => ask({ version }, name ?? "")),
        button("versionForget", () => askToForget(version)),
      ] : []))
  }
  /** @param {Named} what @param {string} name */
  function ask(what, name) {
    named = what
    byID("version-title", HTMLElement).textContent = translate("version" in what ? "versionRenameTitle" : "versionNameTitle")
    const sequence = "version" in what ? what.version.sequence : what.sequence
    byID("version-moment", HTMLElement).textContent = record.momentText(sequence)
    input.value = name
    error.hidden = true
    dialog.showModal()
    input.select()
  }
  byID("version-form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault()
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel") return dialog.close()
    const name = input.value.trim()
    const { done, reason } = "version" in named ? await history.renameVersion(named.version.id, name)
      : await history.nameVersion(name, named.sequence)
    if (done === null) {
      error.textContent = translate(reason)
      error.hidden = false
      return
    }
    dialog.close()
    toast(translate("versionKept", { name }))
    await record.refresh()
  })
  /** @param {Version} version */
  function askToForget(version) {
    forgotten = version
    byID("forget-version-title", HTMLElement).textContent = translate("versionForgetTitle", { name: version.name ?? "" })
    forgetDialog.returnValue = ""
    forgetDialog.showModal()
  }
  forgetDialog.addEventListener("close", async () => {
    if (forgetDialog.returnValue !== "confirm" || forgotten === null) return
    const { reason } = await history.forgetVersion(forgotten.id)
    toast(translate(reason ?? "versionForgotten"))
    await record.refresh()
  })
  record.timeline.subscribe(render)
  language.subscribe(render)
  return { name: (sequence) => ask({ sequence }, "") }
}
