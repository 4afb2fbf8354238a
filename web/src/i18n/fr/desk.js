// SPDX-License-Identifier: Apache-2.0

/** What is said of all of one’s pads, and of who and what they name. */
export const desk = {
  deskTitle: "Éditions",
  deskText: "Vos pads, du plus avancé au moins avancé. Chacun s’ouvre sur sa description.",
  deskKeys: "Ctrl et Entrée mènent au suivant.",
  deskLink: "Décrire et finir mes pads",
  deskBack: "Tous les pads",
  deskNext: "Pad suivant",
  deskNearly: "Presque finis",
  deskRest: "À décrire",
  deskFinished: "Finis",
  deskNone: "Aucun pad pour l’instant.",
  deskEmpty: "Vous n’avez pas encore de pad : ceux que vous commencerez se trouveront ici.",
  deskFailed: "Le serveur n’a pas répondu. Vérifiez votre connexion, puis rechargez la page.",
  deskMissing: "Il manque {items}.",
  deskComplete: "Rien ne manque.",
  deskEdition: "Édition {number}, finie le {date}",
  deskBegun: "Dernière édition finie : {number}",

  entitiesTitle: "Personnes, lieux, événements, notions",
  entitiesText: "Ce que nomment les descriptions de vos pads. Un nom se corrige dans tous les textes à la fois, et plusieurs noms d’une même chose se réunissent.",
  entityPersons: "Personnes",
  entityOrganisations: "Organisations",
  entityTexts: {
    one: "{count} texte",
    other: "{count} textes",
  },
  entityTitle: "Corriger « {name} »",
  entityNamed: {
    one: "Nommé dans {count} texte.",
    other: "Nommé dans {count} textes.",
  },
  entityCoordinatesHint: "Un champ vide laisse les coordonnées de chaque texte.",
  entityOthers: "Autres noms pour la même chose",
  entityOthersHint: "Cochez ceux qui doivent désormais s’écrire comme ci-dessus.",
  entityEffect: {
    one: "Changera {count} texte au plus : ceux qui sont finis restent comme ils sont.",
    other: "Changera {count} textes au plus : ceux qui sont finis restent comme ils sont.",
  },
  entityEffectNone: "Rien ne change.",
  entityEffectMerged: "Ces noms n’en feront plus qu’un, « {name} » ; ensuite, on ne les distingue plus.",
  entityConfirm: "Corriger",
  entityMerge: "Réunir",
  entityChanged: {
    one: "{count} texte a été changé.",
    other: "{count} textes ont été changés.",
  },
  entityUnchanged: "Aucun texte n’a changé.",
  entityFinished: {
    one: "{count} texte fini reste comme il est.",
    other: "{count} textes finis restent comme ils sont.",
  },
}
