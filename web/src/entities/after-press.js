// SPDX-License-Identifier: Apache-2.0

let isPressed = false
/** @type {Set<() => void>} */
const waiting = new Set()

function done() {
  for (const action of [...waiting]) {
    waiting.delete(action)
    action()
  }
}

/**
 * Does something that moves what stands below it, once for all who ask meanwhile, and never while something is
 * being pressed: what goes away under a finger or the mouse is not pressed.
 *
 * @param {() => void} action
 */
export function afterPress(action) {
  waiting.add(action)
  // A tap is one task: it is over with the next one.
  window.setTimeout(() => {
    if (!isPressed) done()
  })
}

/** Watches from now on whether something is being pressed. */
export function watchPresses() {
  window.addEventListener("pointerdown", () => { isPressed = true }, true)
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => {
      isPressed = false
      window.setTimeout(done)
    }, true)
  }
}
