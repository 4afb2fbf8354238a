// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("#codemirror").ChangeSet} ChangeSet */

/**
 * Changes of the shared text that the editor has not taken yet, because something is being composed
 * where they fall: a browser that finds its text changed under a composition writes letters twice.
 *
 * The editor's document changed by what is held is the shared text.
 */
export class HeldChanges {
  /** @type {ChangeSet | null} */
  #held = null

  get isEmpty() {
    return this.#held === null
  }

  /**
   * Holds back one more change.
   *
   * @param {ChangeSet} changes of the shared text as it was
   */
  hold(changes) {
    this.#held = this.#held === null ? changes : this.#held.compose(changes)
  }

  /**
   * What an edit of the editor's document is in the shared text; what is held gives way to it.
   *
   * @param {ChangeSet} edit
   * @returns {ChangeSet}
   */
  transform(edit) {
    if (this.#held === null) return edit
    const shared = edit.map(this.#held)
    this.#held = this.#held.map(edit, true)
    return shared
  }

  /** @param {number} position in the editor's document @returns {number} in the shared text */
  toShared(position) {
    return this.#held?.mapPos(position, 1) ?? position
  }

  /** @param {number} position in the shared text @returns {number} in the editor's document */
  toEditor(position) {
    return this.#held?.invertedDesc.mapPos(position, 1) ?? position
  }

  /** @returns {ChangeSet | null} what the editor has to take now; nothing is held afterwards */
  release() {
    const held = this.#held
    this.#held = null
    return held
  }
}
