// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./people.js").Person} Person */
/** @typedef {import("../sync/environment.js").Environment} Environment */
/** @typedef {import("../i18n/format.js").Translate} Translate */

/** Who comes and goes is told so long after the first of them, in milliseconds: together. */
const gathering = 2_000

/**
 * Tells who came and who left, each once. Whoever is back under the same name before it is told has
 * only reloaded the page; while this page is cut off nobody has left.
 */
export class Arrivals {
  #environment
  #say
  #translate
  /** @type {string[] | null} the names last told; null before the first time */
  #told = null
  /** @type {readonly Person[]} */
  #present = []
  #isOnline = false
  #timer = 0

  /**
   * @param {Pick<Environment, "setTimeout" | "clearTimeout">} environment
   * @param {(sentence: string) => void} say
   * @param {Translate} translate
   */
  constructor(environment, say, translate) {
    this.#environment = environment
    this.#say = say
    this.#translate = translate
  }

  /** @param {readonly Person[]} present @param {boolean} isOnline */
  update(present, isOnline) {
    this.#present = present
    this.#isOnline = isOnline
    if (!isOnline) {
      this.#environment.clearTimeout(this.#timer)
      this.#timer = 0
    } else if (this.#timer === 0) {
      this.#timer = this.#environment.setTimeout(() => this.#tell(), gathering)
    }
  }

  #tell() {
    this.#timer = 0
    if (!this.#isOnline) return
    const others = this.#present.filter(({ isSelf }) => !isSelf)
    const names = others.map(({ name }) => name === "" ? this.#translate("guest") : name)
    const told = this.#told
    this.#told = names
    if (told === null) {
      if (names.length > 0) this.#say(this.#translate("people", { count: names.length + 1 }))
      return
    }
    this.#sayWho(without(names, told), "personJoined", "peopleJoined")
    this.#sayWho(without(told, names), "personLeft", "peopleLeft")
  }

  /**
   * @param {string[]} names
   * @param {"personJoined" | "personLeft"} one
   * @param {"peopleJoined" | "peopleLeft"} several
   */
  #sayWho(names, one, several) {
    const [name] = names
    if (name === undefined) return
    this.#say(names.length === 1 ? this.#translate(one, { name })
      : this.#translate(several, { count: names.length }))
  }
}

/**
 * The names of one list that another has not, as often as it has not.
 *
 * @param {readonly string[]} names @param {readonly string[]} others
 */
function without(names, others) {
  const left = [...others]
  return names.filter((name) => {
    const at = left.indexOf(name)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
