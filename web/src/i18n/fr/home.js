// SPDX-License-Identifier: Apache-2.0

/** What is said where pads are started and found. */
export const home = {
  homeDocumentTitle: "Encrier — écrire à plusieurs",
  newPadTitle: "Titre",
  optional: "facultatif",
  newPadPlaceholder: "Réunion de rentrée, chapitre 3…",
  newPadButton: "Commencer un pad",
  newPadFailed: "Le pad n’a pas pu être créé. Vérifiez votre connexion, puis recommencez.",
  newPadRefused: "Le serveur a refusé de créer le pad : {reason}",
  explanation1: "Un pad est une page que l’on écrit ensemble, en même temps, chacun depuis son écran.",
  explanation2: "Envoyez son adresse : qui l’ouvre donne son nom et écrit, sans compte ni installation.",
  explanation3: "Chaque frappe est gardée aussitôt, et ce qui s’écrit sans réseau se rejoint au retour.",
  recentPads: "Vos pads récents",
  recentPadsHint: "Cette liste reste dans ce navigateur.",
  recentPadsEmpty: "Les pads que vous ouvrirez se retrouveront ici.",
  forgetPad: "Retirer « {title} » de la liste",
  licences: "Licences",
  freeSoftware: "Logiciel libre",
}
