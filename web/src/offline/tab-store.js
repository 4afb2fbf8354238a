// SPDX-License-Identifier: Apache-2.0

import { answer } from "./device-database.js"

/** @typedef {import("./device-database.js").TabRecord} TabRecord */
/** @typedef {import("./left-edits.js").LeftEdits} LeftEdits */
/** @typedef {(name: "tabs" | "updates") => IDBObjectStore} Stores */
/** @typedef {"strict" | "relaxed"} Durability */

/** What one page load keeps in the database; each operation happens wholly or not at all. */
export class TabStore {
  #database
  #tab

  /**
   * @param {import("./device-database.js").DeviceDatabase} database
   * @param {string} tab the random name of the page load
   */
  constructor(database, tab) {
    this.#database = database
    this.#tab = tab
  }

  /**
   * Adds an update to those that are kept.
   *
   * @param {TabRecord} record
   * @param {{update: Uint8Array, changes: number}} update
   * @param {Durability} durability
   */
  append(record, { update, changes }, durability) {
    return this.#transact(durability, (store) => {
      store("tabs").put(record)
      store("updates").add({ tab: this.#tab, update, changes })
    })
  }

  /**
   * Puts one update in the place of all, and of what other tabs left.
   *
   * @param {TabRecord} record
   * @param {{update: Uint8Array, changes: number}} update
   * @param {LeftEdits[]} emptied
   * @param {Durability} durability
   */
  replace(record, { update, changes }, emptied, durability) {
    return this.#transact(durability, async (store) => {
      await this.#clearUpdates(store)
      for (const left of emptied) await left.removeFrom(store)
      store("tabs").put(record)
      store("updates").add({ tab: this.#tab, update, changes })
    })
  }

  /** @param {LeftEdits[]} emptied */
  clear(emptied) {
    return this.#transact("relaxed", async (store) => {
      await this.#clearUpdates(store)
      store("tabs").delete(this.#tab)
      for (const left of emptied) await left.removeFrom(store)
    })
  }

  /**
   * Puts a text in the place of all updates.
   *
   * @param {TabRecord} record
   */
  keepText(record) {
    return this.#transact("strict", (store) => {
      store("tabs").put(record)
      return this.#clearUpdates(store)
    })
  }

  /** @param {Durability} durability @param {(store: Stores) => Promise<void> | void} body */
  #transact(durability, body) {
    return this.#database.transact(["tabs", "updates"], "readwrite", body, durability)
  }

  /** @param {Stores} store */
  async #clearUpdates(store) {
    const keys = await answer(store("updates").index("tab").getAllKeys(this.#tab))
    for (const key of keys) store("updates").delete(key)
  }
}
