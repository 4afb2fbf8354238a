// SPDX-License-Identifier: Apache-2.0

/** Steps a second, by speed. */
export const speeds = { slow: 2, normal: 8, fast: 32, fastest: 128 }

/** @typedef {keyof typeof speeds} Speed */

/** A picture comes so often at most, in milliseconds. */
const pictureInterval = 100

/**
 * What the player is given: how to go on, and the clock.
 *
 * @typedef {object} Projector
 * @property {(after: number) => Promise<import("./pad-history.js").Step[]>} steps the next ones, none at the end
 * @property {(step: import("./pad-history.js").Step) => void} show
 * @property {() => boolean} isBusy whether what was shown last is not there yet
 * @property {() => void} ended
 * @property {Pick<import("../sync/environment.js").Environment, "setTimeout" | "clearTimeout">} clock
 */

/** Plays the writing of a pad: a change follows a change, whatever rest lay between. */
export class Player {
  #projector
  #timer = 0
  #position = 0
  /** @type {import("./pad-history.js").Step[]} */
  #steps = []
  /** @type {Speed} */
  speed = "normal"
  isPlaying = false

  /** @param {Projector} projector */
  constructor(projector) {
    this.#projector = projector
  }

  /** @param {number} from a row */
  play(from) {
    this.isPlaying = true
    this.#position = from
    this.#steps = []
    void this.#picture()
  }

  pause() {
    this.isPlaying = false
    this.#projector.clock.clearTimeout(this.#timer)
  }

  async #picture() {
    const interval = Math.max(1_000 / speeds[this.speed], pictureInterval)
    const count = Math.max(1, Math.round(speeds[this.speed] * interval / 1_000))
    if (!this.#projector.isBusy()) {
      if (this.#steps.length < count) {
        const position = this.#steps.at(-1)?.last ?? this.#position
        this.#steps.push(...await this.#projector.steps(position))
        if (!this.isPlaying) return
      }
      const step = this.#steps.splice(0, count).at(-1)
      if (step === undefined) {
        this.isPlaying = false
        this.#projector.ended()
        return
      }
      this.#position = step.last
      this.#projector.show(step)
    }
    this.#timer = this.#projector.clock.setTimeout(() => void this.#picture(), interval)
  }
}
