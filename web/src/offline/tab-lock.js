// SPDX-License-Identifier: Apache-2.0
// A lock that a tab holds as long as it lives tells the others whether what it wrote is left behind.
// Browsers have locks only where they have service workers; elsewhere a tab counts as gone, and what
// it wrote may then be sent twice, which is the same as once.

/** @param {string} tab */
const nameOf = (tab) => `encrier.tab.${tab}`

/**
 * Holds a tab's lock for the life of this page.
 *
 * @param {string} tab
 * @returns {Promise<void>}
 */
export async function holdLock(tab) {
  if (navigator.locks === undefined) return
  await new Promise((resolve) => {
    const forLife = () => new Promise(() => resolve(null))
    navigator.locks.request(nameOf(tab), forLife).catch(resolve)
  })
}

/** @param {string} tab @returns {Promise<boolean>} */
export async function isAlive(tab) {
  if (navigator.locks === undefined) return false
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === nameOf(tab))
}
