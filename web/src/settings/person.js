// SPDX-License-Identifier: Apache-2.0

import { Signal } from "../signal.js"
import { load, remove, save } from "./storage.js"

const storageKey = "encrier.name"

/** In UTF-16 units, as `maxlength` counts. */
export const maximumNameLength = 40

/** The person's name: null before they were asked, empty if they gave none. */
export const personName = new Signal(load(storageKey))

/** @param {string} name */
export function renamePerson(name) {
  const tidy = name.trim().replaceAll(/\s+/g, " ").slice(0, maximumNameLength)
  save(storageKey, tidy)
  personName.value = tidy
}

/** Forgets the name, as if the person had never been asked: after signing out, and after erasure. */
export function forgetName() {
  remove(storageKey)
  personName.value = null
}
