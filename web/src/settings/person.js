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

/** Who signs out leaves no name behind: the next person is asked for theirs. */
export function forgetName() {
  remove(storageKey)
  personName.value = null
}
