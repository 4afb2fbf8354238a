// SPDX-License-Identifier: Apache-2.0

/** @typedef {import("./environment.js").Environment} Environment */
/** @typedef {import("./status-text.js").StatusKind} StatusKind */
/** @typedef {StatusKind | "saving"} ShownStatus */

/** In milliseconds. */
const savedDelay = 400
const countDelay = 1_000

/**
 * Calms the status of someone who types: "saving" stands while keystroke and confirmation alternate.
 *
 * It errs on one side only. What is unsaved shows at once; "saving" turns into "saved" after that
 * has been true for a moment. The number of waiting changes appears when the wait becomes noticeable.
 */
export class StatusPacing {
  #environment
  #show
  /** @type {ShownStatus} */
  #shown = "connecting"
  #timer = 0
  /**
   * What is true, while `#shown` is what is said.
   *
   * @type {StatusKind}
   */
  #kind = "connecting"

  /**
   * @param {Pick<Environment, "setTimeout" | "clearTimeout">} environment
   * @param {(status: ShownStatus) => void} show called whenever the shown status changes
   */
  constructor(environment, show) {
    this.#environment = environment
    this.#show = show
  }

  get shown() {
    return this.#shown
  }

  /** @param {StatusKind} kind what is true now */
  update(kind) {
    if (kind === this.#kind) return
    const previous = this.#kind
    this.#kind = kind
    this.#environment.clearTimeout(this.#timer)
    if (kind === "saved" && this.#shown === "saving") {
      this.#after(savedDelay, "saved")
    } else if (kind === "waiting" && previous === "saved") {
      this.#become("saving")
      this.#after(countDelay, "waiting")
    } else {
      this.#become(kind)
    }
  }

  /** @param {number} milliseconds @param {ShownStatus} status */
  #after(milliseconds, status) {
    this.#timer = this.#environment.setTimeout(() => this.#become(status), milliseconds)
  }

  /** @param {ShownStatus} status */
  #become(status) {
    if (status === this.#shown) return
    this.#shown = status
    this.#show(status)
  }
}
