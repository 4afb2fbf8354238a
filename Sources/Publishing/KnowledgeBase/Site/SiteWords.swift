// SPDX-License-Identifier: Apache-2.0

import Pads

/// What the site's pages say, each word beside its translation.
struct SiteWords: Sendable {
  let language: SiteLanguage

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  // The frame.
  var skip: String { pick("Aller au contenu", "Skip to the content") }
  var mainMenu: String { pick("Rubriques", "Sections") }
  var home: String { pick("Accueil", "Home") }
  var texts: String { pick("Textes", "Texts") }
  var map: String { pick("Carte", "Map") }
  var events: String { pick("Événements", "Events") }
  var genealogy: String { pick("Généalogie", "Genealogy") }
  var ideas: String { pick("Idées", "Ideas") }
  var people: String { pick("Personnes", "People") }
  var organisations: String { pick("Organisations", "Organisations") }
  var places: String { pick("Lieux", "Places") }
  var concepts: String { pick("Concepts", "Concepts") }
  var dates: String { pick("Dates", "Dates") }
  var tags: String { pick("Mots-clés", "Tags") }
  var search: String { pick("Chercher", "Search") }
  var searchLabel: String {
    pick("Chercher dans les textes", "Search the texts")
  }
  var inOtherLanguage: String { pick("Read in English", "Lire en français") }
  var madeWith: String { pick("Fait avec Encrier", "Made with Encrier") }
  var licencesOfSoftware: String { pick("licences des logiciels", "software licences") }
  var trail: String { pick("Vous êtes ici", "You are here") }

  // Home.
  var newest: String { pick("Derniers textes", "Newest texts") }
  var allTexts: String { pick("Tous les textes", "All texts") }
  var waysIn: String { pick("Entrer par…", "Ways in") }
  var lists: String { pick("Index", "Indexes") }
  var mapHint: String { pick("Les lieux dont parlent les textes", "The places the texts speak of") }
  var eventsHint: String {
    pick("Ce qui s’est passé, année par année", "What happened, year by year")
  }
  var genealogyHint: String {
    pick("Quel texte vient de quel autre", "Which text came of which")
  }
  var ideasHint: String { pick("Quand chaque idée apparaît", "When each idea appears") }

  // Empty states.
  var noTexts: String {
    pick("Aucun texte n’est publié pour le moment.", "No text is published yet.")
  }
  var noMap: String {
    pick(
      "Aucun texte n’indique pour le moment où se trouvent ses lieux.",
      "No text says yet where its places are."
    )
  }
  var noEvents: String {
    pick("Aucun texte ne parle d’un événement pour le moment.", "No text speaks of an event yet.")
  }
  var noRelations: String {
    pick(
      "Aucun texte n’est lié à un autre pour le moment.",
      "No text is related to another yet."
    )
  }
  var noConcepts: String {
    pick("Aucun texte ne nomme de concept pour le moment.", "No text names a concept yet.")
  }
  var nobodyNamed: String {
    pick("Aucun texte n’en nomme pour le moment.", "No text names any yet.")
  }

  // An edition.
  var edition: String { pick("Édition", "Edition") }
  func edition(_ number: Int) -> String { "\(edition) \(number)" }
  var published: String { pick("publiée le", "published") }
  var finished: String { pick("Finie le", "Finished") }
  var publishedOn: String { pick("Publiée le", "Published") }
  var olderNotice: String {
    pick("Ceci est une édition ancienne de ce texte.", "This is an older edition of this text.")
  }
  var readNewest: String { pick("Lire la plus récente", "Read the newest") }
  var newestEdition: String { pick("Édition la plus récente", "Newest edition") }
  var thisEdition: String { pick("celle-ci", "this one") }
  var editions: String { pick("Éditions", "Editions") }
  var contents: String { pick("Sommaire", "Contents") }
  var aboutText: String { pick("À propos de ce texte", "About this text") }
  var date: String { pick("Date", "Date") }
  var textLanguage: String { pick("Langue", "Language") }
  var licence: String { pick("Licence", "Licence") }
  var noLicence: String {
    pick("Aucune licence n’est indiquée.", "No licence is stated.")
  }
  var contributors: String { pick("Qui a écrit ce texte", "Who wrote this text") }
  func others(_ count: Int) -> String {
    switch (language, count) {
    case (.fr, 1): "une personne sans nom"
    case (.fr, _): "\(count) personnes sans nom"
    case (.en, 1): "one person without a name"
    case (.en, _): "\(count) people without a name"
    }
  }
  var signers: String { pick("Signataires", "Signers") }
  var note: String { pick("Note d’édition", "Note on this edition") }
  var relations: String { pick("Liens avec d’autres textes", "Relations to other texts") }
  var citedHere: String { pick("Ce texte", "This text") }
  var citedThere: String { pick("Cités par", "Named by") }
  var howToCite: String { pick("Citer ce texte", "How to cite this text") }
  var formats: String { pick("Fichiers", "Files") }
  var markdownFile: String { pick("Texte en Markdown", "Text as Markdown") }
  var linkedDataFile: String { pick("Données liées (JSON-LD)", "Linked data (JSON-LD)") }
  var dublinCoreFile: String { "Dublin Core (XML)" }
  var manifestFile: String { pick("Manifeste (JSON)", "Manifest (JSON)") }
  var fingerprint: String { pick("Empreinte SHA-256", "SHA-256 fingerprint") }
  var leadsToNewest: String {
    pick(
      "L’édition la plus récente de ce texte est ici :",
      "The newest edition of this text is here:"
    )
  }
  var withdrawnTitle: String { pick("Texte retiré", "Text withdrawn") }
  func withdrawn(_ date: String) -> String {
    pick(
      "Cette édition a été retirée de la base de connaissances le \(date).",
      "This edition was withdrawn from the knowledge base on \(date)."
    )
  }
  var unreadable: String {
    pick(
      "Ce texte est trop long ou trop complexe pour être mis en page. Le voici tel quel.",
      "This text is too long or too intricate to be laid out. Here it is as it was written."
    )
  }
  var table: String { pick("Tableau", "Table") }
  var elsewhere: String { pick("ailleurs", "elsewhere") }
  var replacedEdition: String { pick("Remplace l’édition", "Replaces edition") }
  var at: String { pick("à", "in") }
  var until: String { pick("au", "to") }

  // Entities, dates.
  var spellings: String { pick("Aussi écrit", "Also written") }
  var onTheMap: String { pick("Voir sur la carte", "See on the map") }
  var inTheTimeline: String { pick("Voir dans la chronologie", "See in the timeline") }
  var inIdeas: String { pick("Voir dans les idées", "See among the ideas") }
  var textsNaming: String { pick("Textes", "Texts") }
  var eventsHere: String { pick("Événements en ce lieu", "Events here") }
  var textsOfYear: String { pick("Textes", "Texts") }
  var eventsOfYear: String { pick("Événements", "Events") }
  var withoutDate: String { pick("Sans date", "Without a date") }
  var untitled: String { pick("Sans titre", "Untitled") }
  var coordinates: String { pick("Coordonnées", "Coordinates") }

  // Map.
  var mapOfPlaces: String { pick("Carte des lieux", "Map of the places") }
  var mapKey: String { pick("Lieux de la carte", "Places on the map") }
  var offTheMap: String { pick("Lieux sans coordonnées", "Places without coordinates") }
  var mapNote: String {
    pick(
      "Fond de carte : Natural Earth, domaine public.",
      "Base map: Natural Earth, public domain."
    )
  }
  var zoomIn: String { pick("Agrandir", "Zoom in") }
  var zoomOut: String { pick("Réduire", "Zoom out") }
  var showAll: String { pick("Voir tous les lieux", "Show all places") }
  var close: String { pick("Fermer", "Close") }

  // Genealogy.
  var family: String { pick("Autour de", "Around") }
  var legend: String { pick("Légende", "Key") }
  var asList: String { pick("La même chose en liste", "The same as a list") }
  var scrolls: String { pick("se fait défiler", "scrolls") }
  var tooLargeToDraw: String {
    pick(
      "Cette famille est trop grande pour être dessinée ; la liste la donne entière.",
      "This family is too large to be drawn; the list has all of it."
    )
  }

  // Ideas.
  var ideasChart: String {
    pick("Les textes de chaque idée, par année", "The texts of each idea, by year")
  }
  var firstSeen: String { pick("Apparaît", "First seen") }
  var years: String { pick("Années", "Years") }
  var concept: String { pick("Concept", "Concept") }

  // Search.
  var searchTitle: String { pick("Chercher", "Search") }
  var searchHint: String {
    pick(
      "Un ou plusieurs mots, ou leur début. Les accents et les majuscules ne comptent pas.",
      "One or more words, or how they begin. Accents and capitals do not count."
    )
  }
  var searchNeedsScript: String {
    pick(
      "La recherche demande JavaScript. Sans lui, les index mènent à tous les textes :",
      "Searching needs JavaScript. Without it, the indexes lead to all texts:"
    )
  }
}
