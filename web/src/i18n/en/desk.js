// SPDX-License-Identifier: Apache-2.0

export const desk = {
  deskTitle: "Editions",
  deskText: "Your pads, the most advanced first. Each opens at its description.",
  deskKeys: "Ctrl and Enter lead to the next.",
  deskLink: "Describe and finish my pads",
  deskBack: "All pads",
  deskNext: "Next pad",
  deskNearly: "Nearly finished",
  deskRest: "To be described",
  deskFinished: "Finished",
  deskNone: "No pad for now.",
  deskEmpty: "You have no pad yet: those you start will be here.",
  deskFailed: "The server did not answer. Check your connection, then reload the page.",
  deskMissing: "Still missing: {items}.",
  deskComplete: "Nothing is missing.",
  deskEdition: "Edition {number}, finished on {date}",
  deskBegun: "Last edition finished: {number}",

  entitiesTitle: "People, places, events, concepts",
  entitiesText: "What the descriptions of your pads name. A name is corrected in all texts at once, and several names of the same thing are merged.",
  entityPersons: "People",
  entityOrganisations: "Organisations",
  entityTexts: {
    one: "{count} text",
    other: "{count} texts",
  },
  entityTitle: "Correct “{name}”",
  entityNamed: {
    one: "Named in {count} text.",
    other: "Named in {count} texts.",
  },
  entityCoordinatesHint: "An empty field leaves the coordinates of each text.",
  entityOthers: "Other names for the same",
  entityOthersHint: "Tick those that are to be written as above from now on.",
  entityEffect: {
    one: "Will change {count} text at most: those that are finished stay as they are.",
    other: "Will change {count} texts at most: those that are finished stay as they are.",
  },
  entityEffectNone: "Nothing changes.",
  entityEffectMerged: "These names become one, “{name}”; afterwards they cannot be told apart.",
  entityConfirm: "Correct",
  entityMerge: "Merge",
  entityChanged: {
    one: "{count} text was changed.",
    other: "{count} texts were changed.",
  },
  entityUnchanged: "No text has changed.",
  entityFinished: {
    one: "{count} finished text stays as it is.",
    other: "{count} finished texts stay as they are.",
  },
}
