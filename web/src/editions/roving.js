// SPDX-License-Identifier: Apache-2.0

/**
 * Makes several controls one stop for the Tab key; the arrows go from one to the next.
 *
 * @param {HTMLElement} container whose controls may come and go
 * @param {string} selector of the controls
 */
export function rove(container, selector) {
  const all = () => /** @type {NodeListOf<HTMLElement>} */ (container.querySelectorAll(selector))

  /** @param {HTMLElement | undefined} current */
  function mark(current) {
    for (const control of all()) control.tabIndex = control === current ? 0 : -1
  }
  container.addEventListener("focusin", ({ target }) => {
    const current = [...all()].find((control) => control === target)
    if (current !== undefined) mark(current)
  })
  container.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const controls = [...all()]
    const index = controls.findIndex((control) => control === event.target)
    if (index < 0) return
    event.preventDefault()
    const isBackward = getComputedStyle(container).direction === "rtl"
    controls[(index + (isBackward ? -step : step) + controls.length) % controls.length]?.focus()
  })
  new MutationObserver(() => {
    if (![...all()].some(({ tabIndex }) => tabIndex === 0)) mark(all()[0])
  }).observe(container, { childList: true, subtree: true })
  mark(all()[0])
}
