// SPDX-License-Identifier: Apache-2.0

import { formatCoordinates, readCoordinates } from "../editions/coordinates.js"
import { warnedInput } from "../editions/rows/warned-input.js"
import { translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"
import { watchPresses } from "./after-press.js"
import { correct, othersOf, planned } from "./correction.js"

/** @typedef {import("./known-entities.js").KnownEntity} KnownEntity */

/**
 * Corrects a name, and of a place where it is, or merges it with others; says before what will change, and
 * afterwards what did.
 *
 * @param {object} options
 * @param {() => Promise<void>} options.refresh asks for what is known now
 * @param {(entity: Pick<KnownEntity, "kind" | "name">) => void} options.focus goes to one of those on the page
 * @returns {{open: (entity: KnownEntity, all: readonly KnownEntity[]) => void}}
 */
export function entityDialog({ refresh, focus }) {
  const dialog = byID("entity-dialog", HTMLDialogElement)
  const name = byID("entity-name", HTMLInputElement)
  const said = byID("entity-text", HTMLElement)
  const fields = byID("entity-fields", HTMLElement)
  const confirm = byID("entity-confirm", HTMLButtonElement)
  const cancel = byID("entity-cancel", HTMLButtonElement)
  const answer = byID("entity-answer", HTMLElement)
  /** @type {KnownEntity | null} */
  let entity = null
  /** @type {readonly KnownEntity[]} */
  let all = []
  /** @type {{box: HTMLInputElement, other: KnownEntity}[]} */
  let boxes = []
  /** @type {HTMLInputElement | null} */
  let coordinates = null
  watchPresses()

  /** @param {KnownEntity} entity */
  const plan = (entity) => planned(entity, {
    name: name.value.trim(), coordinates: coordinates === null ? null : readCoordinates(coordinates.value),
    others: boxes.filter(({ box }) => box.checked).map(({ other }) => other),
  }, all)

  function render() {
    if (entity === null) return
    const { correction, texts, merges } = plan(entity)
    byID("entity-effect", HTMLElement).textContent = texts === 0 ? translate("entityEffectNone")
      : [...merges ? [translate("entityEffectMerged", { name: correction.name })] : [], translate("entityEffect", { count: texts })].join(" ")
    confirm.textContent = translate(merges ? "entityMerge" : "entityConfirm")
  }
  /** @param {KnownEntity} entity */
  function drawPlace(entity) {
    coordinates = null
    byID("entity-place", HTMLElement).replaceChildren()
    if (entity.kind !== "place") return
    const { input, warning } = warnedInput({
      value: formatCoordinates(entity.latitude, entity.longitude), changed: render,
      attributes: { id: "entity-coordinates", placeholder: translate("coordinatesPlaceholder"), dir: "ltr" },
      warning: translate("coordinatesUnknown"),
      tidy(text) {
        const found = readCoordinates(text)
        return found === null ? null : formatCoordinates(found.latitude, found.longitude)
      },
    })
    coordinates = input
    // What will change is said while one types: nothing moves when one goes on to the buttons.
    input.addEventListener("input", render)
    byID("entity-place", HTMLElement).append(
      create("label", { for: "entity-coordinates" }, translate("coordinates")), input, warning,
      create("p", { class: "quiet" }, translate("entityCoordinatesHint")))
  }
  /** @param {KnownEntity} other */
  function boxOf(other) {
    const box = create("input", { type: "checkbox" })
    box.addEventListener("change", () => {
      // What is known of one is known of both.
      if (box.checked && coordinates?.value === "") coordinates.value = formatCoordinates(other.latitude, other.longitude)
      render()
    })
    return { box, other }
  }
  async function act() {
    const chosen = entity
    if (chosen === null) return
    const { correction, texts } = plan(chosen)
    if (coordinates?.getAttribute("aria-invalid") === "true") return coordinates.focus()
    if (texts === 0) return dialog.close()
    confirm.disabled = true
    answer.textContent = translate("editionWorking")
    const { done, reason } = await correct(correction)
    if (done !== null) await refresh()
    confirm.disabled = false
    // Whoever has left the dialog meanwhile sees the lists.
    if (entity !== chosen) return
    answer.textContent = done === null ? translate(reason) : outcome(done)
    if (done === null) return
    // The way back leads to what has come of it.
    entity = { ...chosen, name: correction.name }
    said.hidden = fields.hidden = confirm.hidden = true
    cancel.textContent = translate("close")
    cancel.focus()
  }
  byID("entity-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault()
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel") return dialog.close()
    if (!confirm.disabled && !confirm.hidden) void act()
  })
  name.addEventListener("input", render)
  dialog.addEventListener("close", () => {
    // That it was closed may be told when it is open again.
    if (dialog.open) return
    if (entity !== null) focus(entity)
    entity = null
  })

  return {
    open(chosen, known) {
      entity = chosen
      all = known
      boxes = othersOf(chosen, known).map(boxOf)
      byID("entity-title", HTMLElement).textContent = translate("entityTitle", { name: chosen.name })
      said.textContent = translate("entityNamed", { count: chosen.count })
      name.value = chosen.name
      byID("entity-known", HTMLDataListElement).replaceChildren(
        ...known.filter(({ kind }) => kind === chosen.kind).map((other) => create("option", { value: other.name })))
      drawPlace(chosen)
      byID("entity-names", HTMLElement).replaceChildren(...boxes.map(({ box, other }) => create("li", {},
        create("label", {}, box, create("span", { dir: "auto" }, other.name),
          create("span", { class: "quiet" }, translate("entityTexts", { count: other.count }))))))
      byID("entity-others", HTMLElement).hidden = boxes.length === 0
      answer.textContent = ""
      said.hidden = fields.hidden = confirm.hidden = false
      cancel.textContent = translate("cancel")
      render()
      dialog.showModal()
      name.select()
    },
  }
}

/**
 * What a correction has done, in words.
 *
 * @param {{changed: number, finished: number}} done
 */
const outcome = ({ changed, finished }) => [
  changed === 0 ? translate("entityUnchanged") : translate("entityChanged", { count: changed }),
  ...finished === 0 ? [] : [translate("entityFinished", { count: finished })],
].join(" ")
