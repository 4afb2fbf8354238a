// SPDX-License-Identifier: Apache-2.0

/**
 * What one page load has written and the server has not confirmed. Its updates lie in `updates`.
 *
 * @typedef {object} TabRecord
 * @property {string} id of the page load, random
 * @property {string} pad
 * @property {string} who the identity under which it was written, empty for nobody known
 * @property {string} name of the person, as they gave it
 * @property {string} epoch of the history it belongs to, empty if not known
 * @property {number} at when it was last written to, in milliseconds since 1970
 * @property {[number, number][]} saved from which of its clocks on each client's items are unsent
 * @property {boolean} holdsPad its updates make the whole pad, with what the server had
 * @property {KeptText} [refused] what is left of it once the server has refused it
 */

/**
 * A text that waits for its author.
 *
 * @typedef {object} KeptText
 * @property {string[]} passages what the server does not have
 * @property {string} text the whole pad as the page had it
 * @property {string} reason what the server said
 * @property {number} at when, in milliseconds since 1970
 */

/**
 * @typedef {object} UpdateRecord
 * @property {string} tab
 * @property {Uint8Array} update
 * @property {number} changes so many are in it
 */

/**
 * @typedef {object} PadFacts
 * @property {string} pad
 * @property {string} epoch of the history it belongs to, empty if not known
 * @property {Uint8Array} vector the state vector of what is kept
 * @property {number} size in bytes
 * @property {number} at when it was last kept, in milliseconds since 1970
 * @property {number} [erasures] how often passages had been erased from the pad's history by then
 */

/** @typedef {{pad: string, parts: Uint8Array[]}} PadState its parts are updates that make the pad */
/** @typedef {"tabs" | "updates" | "padFacts" | "padStates"} StoreName */

const databaseName = "encrier"
const version = 1
/** A browser that does not answer for so long keeps nothing for us. In milliseconds. */
const openingLimit = 2_000

/**
 * The database of this browser: opened when it is needed, and again after the browser has closed it,
 * as it does when the person clears their data. Every call may fail; then nothing is kept.
 */
export class DeviceDatabase {
  /** @type {Promise<IDBDatabase> | null} */
  #opening = null
  #factory
  /** Called when what lay here may be gone. */
  onLost = () => {}

  /** @param {() => IDBFactory} factory asking for it may already be refused */
  constructor(factory = () => indexedDB) {
    this.#factory = factory
  }

  /**
   * Does several things wholly or not at all.
   *
   * @template T
   * @param {StoreName[]} stores
   * @param {IDBTransactionMode} mode
   * @param {(store: (name: StoreName) => IDBObjectStore) => Promise<T> | T} body waits for nothing but
   *   requests of this transaction
   * @param {"strict" | "relaxed"} [durability] strict is on the disk, not on its way to it
   * @returns {Promise<T>}
   */
  async transact(stores, mode, body, durability = "relaxed") {
    const database = await this.#open()
    const transaction = database.transaction(stores, mode, { durability })
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined)
      transaction.onabort = transaction.onerror = () => reject(transaction.error)
    })
    // Whoever fails first is the one to be told of.
    done.catch(() => {})
    const result = await body((name) => transaction.objectStore(name))
    await done
    return result
  }

  #open() {
    this.#opening ??= this.#connect().catch((error) => {
      this.#opening = null
      throw error
    })
    return this.#opening
  }

  /** @returns {Promise<IDBDatabase>} */
  #connect() {
    return new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("The browser's storage does not answer.")), openingLimit)
      const request = this.#factory().open(databaseName, version)
      request.onupgradeneeded = () => createStores(request.result)
      request.onerror = request.onblocked = () => reject(request.error)
      request.onsuccess = () => {
        const database = request.result
        database.onclose = () => this.#lost()
        // A newer page needs the room; what this one has still is in its memory.
        database.onversionchange = () => {
          database.close()
          this.#lost()
        }
        resolve(database)
      }
    })
  }

  #lost() {
    this.#opening = null
    this.onLost()
  }
}

/** @param {IDBDatabase} database */
function createStores(database) {
  database.createObjectStore("tabs", { keyPath: "id" }).createIndex("pad", "pad")
  database.createObjectStore("updates", { autoIncrement: true }).createIndex("tab", "tab")
  database.createObjectStore("padFacts", { keyPath: "pad" })
  database.createObjectStore("padStates", { keyPath: "pad" })
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})
