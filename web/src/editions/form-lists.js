// SPDX-License-Identifier: Apache-2.0

import { withOffers } from "../entities/offers.js"
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
 * @param {() => string} options.text
 * @param {import("../entities/known-entities.js").KnownEntities} options.known
 * @param {(sentence: string) => void} options.say
 * @returns {import("./description-form.js").OfferingField[]}
 */
export const listFields = ({ meta, text, known, say }) => [
  withOffers(rowsField({
    meta, say, keys: { list: "people" }, thing: person, draw: (row, changed) => drawPerson(row, changed, known),
    label: translate("describePeople"), hint: translate("peopleHint"), add: translate("personAdd"),
    rowLabel: (number) => translate("personRow", { number }),
  }), {
    known, kinds: ["person", "organisation"], text, say,
    valueOf: ({ kind, name }) => person.write({ ...person.read(name), kind }),
  }),
  withOffers(rowsField({
    meta, say, keys: { list: "places", old: "place" }, thing: place, draw: (row, changed) => drawPlace(row, changed, known),
    label: translate("describePlaces"), hint: translate("placesHint"), add: translate("placeAdd"),
    rowLabel: (number) => translate("placeRow", { number }),
  }), {
    known, kinds: ["place"], text, say,
    valueOf: ({ name, latitude, longitude }) => place.write(place.read({ name, latitude, longitude })),
  }),
  withOffers(rowsField({
    meta, say, keys: { list: "events", old: "event" }, thing: event, draw: (row, changed) => drawEvent(row, changed, known),
    label: translate("describeEvents"), hint: translate("eventsHint"), add: translate("eventAdd"),
    rowLabel: (number) => translate("eventRow", { number }),
  }), {
    known, kinds: ["event"], text, say,
    valueOf: ({ name, date }) => event.write(event.read({ name, date })),
  }),
  rowsField({
    meta, say, keys: { list: "relations" }, thing: relation, draw: drawRelation,
    label: translate("describeRelations"), hint: translate("relationsHint"), add: translate("relationAdd"),
    rowLabel: (number) => translate("relationRow", { number }),
  }),
]
