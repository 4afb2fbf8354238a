// SPDX-License-Identifier: Apache-2.0

/**
 * Every sentence of the interface. A value with `one` and `other` is chosen by `count`.
 *
 * @typedef {{one: string, other: string}} Plural
 * @typedef {{[Key in keyof typeof fr]: (typeof fr)[Key] extends string ? string : Plural}} Messages
 * @typedef {keyof typeof fr} MessageKey
 */

export const fr = {
  productName: "Encrier",
  tagline: "Un texte, plusieurs plumes.",
  noScript: "Encrier a besoin de JavaScript pour écrire à plusieurs. Activez-le, puis rechargez la page.",

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

  untitled: "Sans titre",
  padDocumentTitle: "{title} — Encrier",
  backHome: "Encrier, retour à l’accueil",
  titleLabel: "Titre du pad",
  editorLabel: "Texte du pad",
  editorPlaceholder: "Écrivez ici : tout le monde le voit, et tout est gardé.",
  opening: "Ouverture du pad…",

  statusConnecting: "Connexion…",
  statusSaved: "Enregistré",
  statusSaving: "Enregistrement…",
  statusWaiting: {
    one: "{count} modification en attente",
    other: "{count} modifications en attente",
  },
  statusOffline: "Hors ligne",
  statusOfflineUnsaved: {
    one: "Hors ligne — {count} modification gardée dans cette page",
    other: "Hors ligne — {count} modifications gardées dans cette page",
  },
  statusUnreachable: "Serveur injoignable",
  statusClosed: "Déconnecté",
  statusClosedUnsaved: {
    one: "Déconnecté — {count} modification non enregistrée",
    other: "Déconnecté — {count} modifications non enregistrées",
  },
  troubleFailing: "Le serveur n’arrive pas à lire ou à garder ce pad.",
  troubleBusy: "Le serveur n’a plus de place pour l’instant.",
  retryNow: "Réessayer",
  retryIn: {
    one: "Nouvel essai dans {count} seconde.",
    other: "Nouvel essai dans {count} secondes.",
  },
  retrying: "Nouvel essai en cours…",
  announceOnline: "De nouveau en ligne. Tout est enregistré.",

  closedTitle: "Ce pad ne vous répond plus",
  closedRefused: "Le serveur a refusé vos dernières modifications ; elles ne sont pas enregistrées.",
  closedSignIn: "Votre session est terminée. Identifiez-vous de nouveau pour continuer.",
  closedTooLarge: "Vos dernières modifications sont trop volumineuses pour ce serveur ; elles ne sont pas enregistrées.",
  closedGone: "Ce pad n’existe plus à cette adresse.",
  closedOtherHistory: "Ce pad a été remplacé depuis que vous l’avez ouvert.",
  closedKeepText: "Votre texte est encore dans cette page. Copiez-le avant de recharger si vous voulez le garder.",
  closedReason: "Raison donnée par le serveur : {reason}",
  copyText: "Copier le texte",
  textCopied: "Texte copié",
  reload: "Recharger",

  nameTitle: "Comment vous appelez-vous ?",
  nameLabel: "Votre nom",
  nameHint: "Il s’affiche à côté de ce que vous écrivez. Ce navigateur s’en souviendra.",
  nameConfirm: "Écrire",
  nameChange: "Changer de nom",
  nameSave: "Garder ce nom",
  cancel: "Annuler",
  guest: "Invité",

  people: {
    one: "{count} personne présente",
    other: "{count} personnes présentes",
  },
  peopleTitle: "Qui est là",
  personSelf: "{name} (vous)",
  morePeople: "+{count}",

  share: "Partager",
  shareTitle: "Partager ce pad",
  shareHint: "Qui a cette adresse peut lire et écrire.",
  shareAddress: "Adresse du pad",
  copyLink: "Copier l’adresse",
  linkCopied: "Adresse copiée",
  copyFailed: "La copie n’est pas permise ici : copiez le texte sélectionné vous-même.",
  sendLink: "Envoyer…",

  settings: "Réglages",
  theme: "Apparence",
  themeAuto: "Auto",
  themeLight: "Clair",
  themeDark: "Sombre",
  language: "Langue",
}
