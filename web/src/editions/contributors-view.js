// SPDX-License-Identifier: Apache-2.0

import { authorLabel } from "../authors/author.js"
import { translate } from "../i18n/language.js"
import { personName } from "../settings/person.js"
import { byID, create } from "../ui/dom.js"

/** @typedef {import("./editions.js").Contributor} Contributor */

/**
 * Under what a person is published.
 *
 * @typedef {{name: string, isNumber: boolean}} PublishedName `isNumber` where nobody chose a name for a guest
 */

/**
 * Who wrote the text, and the name each is published by: their own choice, or the owner's. Only what somebody
 * wrote here, or pressed, is published; the name a guest goes by in the pad is offered.
 *
 * @param {import("./editions.js").Editions} service
 * @param {(sentence: string) => void} say
 * @returns {{refresh: () => Promise<void>, commit: () => Promise<void>, names: () => PublishedName[]}}
 *   asks the server; writes what is being edited; tells what was asked last
 */
export function contributorsView(service, say) {
  const section = byID("contributors", HTMLElement)
  const list = byID("contributors-list", HTMLElement)
  /** @type {readonly Contributor[]} */
  let people = []
  /** @type {(() => Promise<void>)[]} */
  let commits = []

  async function refresh() {
    const known = await service.contributors()
    section.hidden = known === null || known.length === 0
    people = known ?? []
    if (list.contains(document.activeElement)) return
    commits = []
    list.replaceChildren(...people.map(line))
  }
  /** @param {Contributor} person */
  function line(person) {
    const { id, characters, published, mayChange, isSelf } = person
    const name = ownName(person)
    const field = `contributor-${id}`
    const input = create("input", {
      id: field, class: "field", type: "text", dir: "auto", maxlength: "100", autocomplete: "off", placeholder: name,
      "aria-describedby": `${field}-count ${field}-answer`,
    })
    const answer = create("p", { id: `${field}-answer`, class: "quiet", role: "alert" })
    const offered = isSelf && mayChange && person.name === null ? personName.value ?? "" : ""
    const sign = create("button", { type: "button", class: "button" }, translate("publishOwn", { name: offered }))
    let kept = published ?? ""
    let isTouched = false

    function show() {
      input.value = kept
      sign.hidden = offered === "" || kept !== ""
    }
    /** @param {string} wanted */
    async function publish(wanted) {
      const { done, reason } = await service.publish(id, wanted)
      answer.textContent = done === null ? translate(reason) : ""
      if (done === null) return
      kept = wanted
      isTouched = false
      show()
      if (kept !== "") say(translate("publishedKept", { name: kept }))
      else say(person.name === null ? translate("publishedNone", { name }) : translate("publishedKept", { name }))
    }
    async function commit() {
      const wanted = input.value.trim()
      if (isTouched && wanted !== kept) await publish(wanted)
    }
    show()
    input.disabled = !mayChange
    input.addEventListener("input", () => { isTouched = true })
    input.addEventListener("change", () => void commit())
    sign.addEventListener("click", () => {
      input.focus()
      void publish(offered)
    })
    commits.push(commit)
    return create("li", {},
      create("label", { for: field, dir: "auto" },
        translate("publishedNameOf", { name: isSelf ? translate("personSelf", { name }) : name })),
      create("p", { id: `${field}-count`, class: "quiet" }, translate("characters", { count: characters })),
      create("div", { class: "contributor-name" }, input, sign), answer)
  }
  return {
    refresh,
    commit: async () => { await Promise.all(commits.map((commit) => commit())) },
    names: () => people.map((person) => {
      const published = person.published ?? ""
      return {
        name: published === "" ? ownName(person) : published,
        isNumber: published === "" && person.name === null && person.kind === "guest",
      }
    }),
  }
}

/**
 * What the server calls them: what a guest calls themself it does not know.
 *
 * @param {Contributor} person
 */
const ownName = ({ id, kind, name }) => authorLabel({ id, kind, ...name === null ? {} : { name } })
