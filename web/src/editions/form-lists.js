// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"
import { rowsField } from "./rows-field.js"
import { drawEvent } from "./rows/event-row.js"
import { drawPerson } from "./rows/person-row.js"
import { drawPlace } from "./rows/place-row.js"
import { drawRelation } from "./rows/relation-row.js"
import { event, person, place, relation } from "./things.js"

/**
 * Whom and what a text is about: people and organisations, places, events, other texts.
 *
 * @param {object} options
 * @param {import("./description.js").Meta} options.meta
 * @param {(sentence: string) => void} options.say
 * @returns {import("./text-field.js").FormField[]}
 */
export const listFields = ({ meta, say }) => [
  rowsField({
    meta, say, keys: { list: "people" }, thing: person, draw: drawPerson,
    label: translate("describePeople"), hint: translate("peopleHint"), add: translate("personAdd"),
    rowLabel: (number) => translate("personRow", { number }),
  }),
  rowsField({
    meta, say, keys: { list: "places", old: "place" }, thing: place, draw: drawPlace,
    label: translate("describePlaces"), hint: translate("placesHint"), add: translate("placeAdd"),
    rowLabel: (number) => translate("placeRow", { number }),
  }),
  rowsField({
    meta, say, keys: { list: "events", old: "event" }, thing: event, draw: drawEvent,
    label: translate("describeEvents"), hint: translate("eventsHint"), add: translate("eventAdd"),
    rowLabel: (number) => translate("eventRow", { number }),
  }),
  rowsField({
    meta, say, keys: { list: "relations" }, thing: relation, draw: drawRelation,
    label: translate("describeRelations"), hint: translate("relationsHint"), add: translate("relationAdd"),
    rowLabel: (number) => translate("relationRow", { number }),
  }),
]
