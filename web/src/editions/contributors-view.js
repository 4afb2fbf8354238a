// SPDX-License-Identifier: Apache-2.0

import { authorPublicName } from "../authors/author.js"
import { translate } from "../i18n/language.js"
import { byID, create } from "../ui/dom.js"

/** @typedef {import("./editions.js").Contributor} Contributor */

/**
 * Who wrote the text, and the name each is published by: their own choice, or the owner's.
 *
 * @param {import("./editions.js").Editions} service
 * @param {(sentence: string) => void} say
 * @returns {{refresh: () => Promise<void>, commit: () => Promise<void>}} asks the server; writes what is being edited
 */
export function contributorsView(service, say) {
  const section = byID("contributors", HTMLElement)
  const list = byID("contributors-list", HTMLElement)
  /** @type {(() => Promise<void>)[]} */
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
    const name = authorPublicName({ id, kind, mine: isSelf, ...person.name === null ? {} : { name: person.name } })
    const input = create("input", {
      id: `contributor-${id}`, class: "field", type: "text", dir: "auto", maxlength: "100", autocomplete: "off",
      placeholder: name, "aria-describedby": `contributor-answer-${id}`,
    })
    const answer = create("span", { id: `contributor-answer-${id}`, class: "quiet", role: "status" })
    let kept = published ?? ""
    input.value = kept
    input.disabled = !mayChange
    const commit = async () => {
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
    input.addEventListener("change", commit)
    return create("li", {},
      create("label", { for: input.id },
        create("span", { dir: "auto" }, name), " ",
        create("span", { class: "quiet" }, translate("characters", { count: characters }))),
      input, answer)
  }
  return {
    refresh,
    commit: async () => { await Promise.all(commits.map((commit) => commit())) },
  }
}
