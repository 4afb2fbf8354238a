// SPDX-License-Identifier: Apache-2.0

import { authorLabel } from "../authors/author.js"
import { translate } from "../i18n/language.js"
import { personName } from "../settings/person.js"
import { byID, create } from "../ui/dom.js"

/** @typedef {import("./editions.js").Contributor} Contributor */

/**
 * Who wrote the text, and the name each is published by: their own choice, or the owner's.
 *
 * @param {import("./editions.js").Editions} service
 * @param {(sentence: string) => void} say
 * @returns {{refresh: () => Promise<void>, commit: (isFinishing: boolean) => Promise<void>}} asks the server; writes what is being edited
 */
export function contributorsView(service, say) {
  const section = byID("contributors", HTMLElement)
  const list = byID("contributors-list", HTMLElement)
  /** @type {((isFinishing: boolean) => Promise<void>)[]} */
  let commits = []

  async function refresh() {
    const people = await service.contributors()
    section.hidden = people === null || people.length === 0
    if (people === null || list.contains(document.activeElement)) return
    commits = []
    list.replaceChildren(...people.map(line))
  }
  /** @param {Contributor} person */
  function line(person) {
    const { id, kind, characters, published, mayChange, isSelf } = person
    // What the server calls them: what a guest calls themself it does not know.
    const name = authorLabel({ id, kind, ...person.name === null ? {} : { name: person.name } })
    const offered = isSelf && person.name === null ? personName.value ?? "" : ""
    const input = create("input", {
      id: `contributor-${id}`, class: "field", type: "text", dir: "auto", maxlength: "100", autocomplete: "off",
      placeholder: name, "aria-describedby": `contributor-answer-${id}`,
    })
    const answer = create("span", { id: `contributor-answer-${id}`, class: "quiet", role: "status" })
    let kept = published ?? ""
    let isTouched = false
    input.value = kept === "" ? offered : kept
    input.disabled = !mayChange
    input.addEventListener("input", () => { isTouched = true })
    /** @param {boolean} isFinishing whether what is only offered is taken */
    const commit = async (isFinishing) => {
      if (!isTouched && !isFinishing) return
      const wanted = input.value.trim()
      if (wanted === kept) return
      const { done, reason } = await service.publish(id, wanted)
      if (done === null) {
        answer.textContent = translate(reason)
        return
      }
      kept = wanted
      input.value = kept
      answer.textContent = ""
      say(translate("publishedKept", { name: kept === "" ? name : kept }))
    }
    commits.push(commit)
    input.addEventListener("change", () => void commit(false))
    return create("li", {},
      create("label", { for: input.id },
        create("span", { dir: "auto" }, name), " ",
        create("span", { class: "quiet" }, translate("characters", { count: characters }))),
      input, answer)
  }
  return {
    refresh,
    /** @param {boolean} isFinishing */
    commit: async (isFinishing) => { await Promise.all(commits.map((commit) => commit(isFinishing))) },
  }
}
