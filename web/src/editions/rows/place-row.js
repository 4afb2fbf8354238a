// SPDX-License-Identifier: Apache-2.0

import { namePage } from "../../entities/name-page.js"
import { translate } from "../../i18n/language.js"
import { create } from "../../ui/dom.js"
import { formatCoordinates, readCoordinates } from "../coordinates.js"
import { labelled, textInput } from "./row-parts.js"
import { warnedInput } from "./warned-input.js"

/** @typedef {import("../things.js").PlaceRow} PlaceRow */

/**
 * A place, and where on the earth it is: as is known of it, unless something else stands there.
 *
 * @param {PlaceRow} row @param {() => void} changed
 * @param {import("../../entities/known-entities.js").KnownEntities} known
 * @returns {import("../rows-field.js").DrawnRow<PlaceRow>}
 */
export function drawPlace(row, changed, known) {
  const name = textInput(row.name, () => {
    const [found] = known.named(["place"], name.value)
    if (coordinates.value === "") coordinates.value = formatCoordinates(found?.latitude, found?.longitude)
    page.render()
    changed()
  }, { list: "known-places" })
  const { input: coordinates, warning } = warnedInput({
    value: row.coordinates, changed, attributes: { placeholder: translate("coordinatesPlaceholder"), dir: "ltr" },
    warning: translate("coordinatesUnknown"),
    tidy(text) {
      const found = readCoordinates(text)
      return found === null ? null : formatCoordinates(found.latitude, found.longitude)
    },
  })
  const page = namePage(known, ["place"], () => name.value, translate("namePageLong"))
  return {
    element: create("div", { class: "describe-parts" },
      labelled(translate("placeName"), name, "is-half"), labelled(translate("coordinates"), coordinates, "is-half"), warning, page.element),
    first: name,
    read: () => ({ ...row, name: name.value.trim(), coordinates: coordinates.value.trim() }),
  }
}
