// SPDX-License-Identifier: Apache-2.0

import { answer } from "./device-database.js"

/** @typedef {import("./device-database.js").DeviceDatabase} DeviceDatabase */
/** @typedef {import("./device-database.js").TabRecord} TabRecord */
/** @typedef {import("./device-database.js").UpdateRecord} UpdateRecord */

/** What a closed tab wrote and the server never confirmed. */
export class LeftEdits {
  #database
  #keys

  /**
   * @param {DeviceDatabase} database
   * @param {TabRecord} tab
   * @param {UpdateRecord[]} records
   * @param {IDBValidKey[]} keys of the records
   */
  constructor(database, tab, records, keys) {
    this.#database = database
    this.#keys = keys
    this.tab = tab
    this.updates = records.map(({ update }) => update)
    this.changes = records.reduce((sum, { changes }) => sum + changes, 0)
  }

  /**
   * What was read; should its tab live after all and write on, that stays.
   *
   * @param {(name: "tabs" | "updates") => IDBObjectStore} store
   */
  async removeFrom(store) {
    for (const key of this.#keys) store("updates").delete(key)
    const left = await answer(store("updates").index("tab").count(this.tab.id))
    if (left === 0) store("tabs").delete(this.tab.id)
  }

  /** For good: its author has decided so, or the server has it. */
  discard() {
    return this.#database.transact(["tabs", "updates"], "readwrite", (store) => this.removeFrom(store))
  }
}

/**
 * The pads for which something waits in this browser, to be sent or to be decided on.
 *
 * @param {DeviceDatabase} database
 * @returns {Promise<Set<string>>} empty where nothing can be kept
 */
export async function padsWithUnsent(database) {
  try {
    /** @type {TabRecord[]} */
    const tabs = await database.transact(["tabs"], "readonly", (store) => answer(store("tabs").getAll()))
    return new Set(tabs.map(({ pad }) => pad))
  } catch {
    return new Set()
  }
}

/**
 * @param {DeviceDatabase} database
 * @param {string} pad
 * @param {(tab: string) => Promise<boolean>} isAlive
 * @returns {Promise<LeftEdits[]>} of tabs that live no more, the oldest first
 */
export async function leftEdits(database, pad, isAlive) {
  /** @type {LeftEdits[]} */
  const all = await database.transact(["tabs", "updates"], "readonly", async (store) => {
    /** @type {TabRecord[]} */
    const tabs = await answer(store("tabs").index("pad").getAll(pad))
    return Promise.all(tabs.map(async (tab) => {
      const index = store("updates").index("tab")
      const records = answer(index.getAll(tab.id))
      const keys = answer(index.getAllKeys(tab.id))
      return new LeftEdits(database, tab, await records, await keys)
    }))
  })
  const living = await Promise.all(all.map(({ tab }) => isAlive(tab.id)))
  return all.filter((_, index) => living[index] !== true).sort((a, b) => a.tab.at - b.tab.at)
}
