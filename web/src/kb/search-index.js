// SPDX-License-Identifier: Apache-2.0

import { shardOf, stemOf } from "./words.js"

/**
 * @typedef {[address: string, title: string, edition: number, date: string]} TextEntry
 * @typedef {{about: string, language: string, text: string}} Passages
 */

/** The index of the site: it loads what a question needs, as scripts, for a page from the disk may read nothing else. */
export class SearchIndex {
  /** @type {TextEntry[]} */
  #texts = []
  /** @type {Set<string>} */
  #known = new Set()
  /** @type {Map<string, Record<string, string>>} */
  #shards = new Map()
  /** @type {Map<string, Passages>} */
  #passages = new Map()
  /** @type {Map<string, Promise<void>>} */
  #loading = new Map()
  #folder

  /** @param {string} folder where the index is, with a slash behind */
  constructor(folder) {
    this.#folder = folder
  }

  /** @param {{shards: string[], texts: TextEntry[]}} known by index.js */
  start({ shards, texts }) {
    this.#texts = texts
    this.#known = new Set(shards)
  }

  /** @param {string} name @param {Record<string, string>} words by a shard's file */
  shard(name, words) {
    this.#shards.set(name, words)
  }

  /** @param {string} address @param {Passages} passages by a text's file */
  text(address, passages) {
    this.#passages.set(address, passages)
  }

  /**
   * The texts that have all of the words, or words that begin so, the fittest first.
   *
   * @param {string[]} asked folded
   * @returns {Promise<TextEntry[]>}
   */
  async find(asked) {
    const stems = [...new Set(asked.map(stemOf))]
    await Promise.all(stems.map(shardOf).filter((name) => this.#known.has(name)).map((name) =>
      this.#load(name)))
    /** @type {Map<number, number> | null} */
    let found = null
    for (const stem of stems) {
      const weights = this.#weights(stem)
      if (found === null) {
        found = weights
        continue
      }
      for (const [text, weight] of found) {
        const more = weights.get(text)
        if (more === undefined) found.delete(text)
        else found.set(text, weight + more)
      }
    }
    return /** @type {TextEntry[]} */ ([...found ?? []]
      .sort(([text, weight], [other, otherWeight]) =>
        otherWeight - weight || this.#date(other).localeCompare(this.#date(text)) || other - text)
      .map(([text]) => this.#texts[text])
      .filter((entry) => entry !== undefined))
  }

  /**
   * What results show of a text.
   *
   * @param {string} address
   * @returns {Promise<Passages | undefined>}
   */
  async passages(address) {
    await this.#load(`texts/${encodeURIComponent(address)}`)
    return this.#passages.get(address)
  }

  /** @param {number} text */
  #date(text) {
    return this.#texts[text]?.[3] ?? ""
  }

  /**
   * How well each text that has such a word answers.
   *
   * @param {string} stem
   * @returns {Map<number, number>}
   */
  #weights(stem) {
    /** @type {Map<number, number>} */
    const weights = new Map()
    const isSingle = [...stem].length === 1
    for (const [word, texts] of Object.entries(this.#shards.get(shardOf(stem)) ?? {})) {
      if (isSingle ? word !== stem : !word.startsWith(stem)) continue
      // A word that is asked for says more than one that only begins so.
      const factor = word.length - stem.length < 2 ? 3 : 1
      let text = 0
      for (const code of texts.split(" ")) {
        const value = parseInt(code, 36)
        text += value >> 5
        weights.set(text, Math.max(weights.get(text) ?? 0, (value & 31) * factor))
      }
    }
    return weights
  }

  /** @param {string} name of a file of the index, without its ending */
  #load(name) {
    const known = this.#loading.get(name)
    if (known) return known
    const script = document.createElement("script")
    /** @type {Promise<void>} */
    const loading = new Promise((resolve) => {
      script.onload = () => resolve()
      // What is gone is not found.
      script.onerror = () => resolve()
    })
    script.src = `${this.#folder}${name}.js`
    this.#loading.set(name, loading)
    document.head.append(script)
    return loading
  }
}
