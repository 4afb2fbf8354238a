// SPDX-License-Identifier: Apache-2.0

import { maximumNameLength } from "../settings/person.js"
import { Signal } from "../signal.js"
import { chooseColour, personColours } from "./palette.js"

/** @typedef {import("y-protocols/awareness").Awareness} Awareness */

/**
 * @typedef {object} Person
 * @property {number} clientID
 * @property {string} name empty if none was given
 * @property {number} colour an index into the palette
 * @property {boolean} isSelf
 * @property {string | null} member what the account calls a member; null for who is none
 * @property {boolean} isWriting whether their caret is in the text; else they read
 */

/**
 * Who is here, as awareness tells; and how this page presents its own person there.
 *
 * Names and colours of others are their claim, so they are cut to size and matched to the palette.
 */
export class People {
  #awareness
  /** This page's person first, then the others by name. */
  present = new Signal(/** @type {Person[]} */ ([]))
  /** @type {Map<number, string>} */
  #members = new Map()

  /** @param {Awareness} awareness */
  constructor(awareness) {
    this.#awareness = awareness
    awareness.on("change", () => this.#refresh())
  }

  /** @param {string} name */
  introduceSelf(name) {
    const taken = new Set(this.present.value.filter(({ isSelf }) => !isSelf)
      .map(({ colour }) => colour))
    this.#publish(name, chooseColour(name, taken))
  }

  /**
   * Who of those present are members: the server's word, not theirs.
   *
   * @param {import("../sync/messages.js").PresentMember[]} members
   */
  vouch(members) {
    this.#members = new Map(members.map(({ clientID, name }) => [clientID, name]))
    this.#refresh()
  }

  /** @param {number} clientID @returns {Person | undefined} */
  person(clientID) {
    return this.present.value.find((person) => person.clientID === clientID)
  }

  /** @param {string} name @param {number} colour */
  #publish(name, colour) {
    const color = personColours[colour] ?? ""
    this.#awareness.setLocalStateField("user", { name, color, colorLight: `${color}33` })
  }

  #refresh() {
    const own = this.#awareness.clientID
    const people = [...this.#awareness.getStates()]
      .filter(([, state]) => typeof state.user === "object" && state.user !== null)
      .map(([clientID, { user, cursor }]) => ({
        clientID, ...appearance(clientID, user), isSelf: clientID === own,
        member: this.#members.get(clientID) ?? null,
        isWriting: typeof cursor === "object" && cursor !== null,
      }))
      .sort((a, b) => Number(b.isSelf) - Number(a.isSelf) || a.name.localeCompare(b.name)
        || a.clientID - b.clientID)
    if (JSON.stringify(people) === JSON.stringify(this.present.value)) return
    this.present.value = people
    this.#settleColours()
  }

  /** Of two people with one colour, the one with the greater client ID takes another. */
  #settleColours() {
    const self = this.present.value.find(({ isSelf }) => isSelf)
    if (self === undefined) return
    const others = this.present.value.filter(({ isSelf }) => !isSelf)
    const isTaken = others.some(({ colour, clientID }) =>
      colour === self.colour && clientID < self.clientID)
    if (!isTaken) return
    const colour = chooseColour(self.name, new Set(others.map((person) => person.colour)))
    if (colour !== self.colour) this.#publish(self.name, colour)
  }
}

/**
 * @param {number} clientID
 * @param {{name?: unknown, color?: unknown}} user
 */
function appearance(clientID, { name, color }) {
  const known = typeof color === "string" ? personColours.indexOf(color.toLowerCase()) : -1
  return {
    name: typeof name === "string" ? name.trim().slice(0, maximumNameLength) : "",
    colour: known >= 0 ? known : clientID % personColours.length,
  }
}

/**
 * One or two letters that stand for a name.
 *
 * @param {string} name
 */
export function initials(name) {
  const words = name.split(/[\s\-.]+/u).filter((word) => /\p{L}|\p{N}/u.test(word))
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words
  return letters.map((word) => [...(word ?? "")][0] ?? "").join("").toLocaleUpperCase()
}
