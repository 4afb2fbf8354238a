// SPDX-License-Identifier: Apache-2.0

extension SampleEditions {
  /// A small knowledge base as one could be, all of it made up.
  static func madeUp() -> SampleEditions {
    var editions = SampleEditions()
    for (number, text) in madeUpTexts.enumerated() {
      editions.add(
        text.address,
        title: text.title,
        text: text.text,
        meta: text.meta,
        contributors: text.contributors,
        day: number + 1
      )
    }
    // One text goes on; another was taken back.
    let charter = madeUpTexts[0]
    for number in 2...3 {
      editions.add(
        charter.address,
        number: number,
        title: charter.title,
        text: charter.text + "\n## Révision \(number)\n\nUn article de plus.\n",
        meta: charter.meta,
        day: 20 + number
      )
    }
    editions.add("note-retiree", title: "Note retirée", day: 25, isWithdrawn: true)
    editions.images[madeUpImage] = madeUpPicture
    return editions
  }

  /// The name of the picture that a text shows.
  static let madeUpImage = String(repeating: "ab", count: 32) + ".png"

  /// A PNG of one pixel.
  static let madeUpPicture: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1,
    0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78,
    0xDA, 0x63, 0x64, 0xF8, 0xFF, 0xBF, 0x1E, 0, 5, 0x84, 2, 0x7F, 0x2B, 0xB7, 0xE8, 0x8B, 0, 0, 0, 0,
    0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  struct MadeUpText {
    let address: String
    let title: String
    let text: String
    let meta: String
    let contributors: String

    init(
      _ address: String,
      _ title: String,
      _ meta: String,
      by contributors: String = #"[{"person":1,"kind":"member","name":"Solène Kerdoncuff","length":4200},{"person":2,"kind":"member","name":"Bastien Orvault","length":1300},{"person":3,"kind":"guest","length":160}]"#,
      _ text: String
    ) {
      self.address = address
      self.title = title
      self.meta = meta
      self.contributors = contributors
      self.text = text
    }
  }

  private static let madeUpTexts: [MadeUpText] = [
    MadeUpText(
      "charte-des-jardins-partages",
      "Charte des jardins partagés",
      #"""
      {"date":"2019-03-16","language":"fr","licence":"CC BY-SA 4.0","tags":["jardins","règles communes"],
      "description":"Ce que douze jardins de quartier ont décidé ensemble : qui ouvre la grille, qui arrose en août, et comment on accueille.",
      "people":[{"name":"Solène Kerdoncuff","roles":["author","facilitator"]},{"name":"Bastien Orvault","roles":["author"]},{"name":"Réseau des jardins de l’Ouest","kind":"organisation","roles":["host"]}],
      "places":[{"name":"Rennes","latitude":48.1173,"longitude":-1.6778},{"name":"Nantes","latitude":47.2184,"longitude":-1.5536}],
      "events":[{"name":"Assemblée des jardins","date":"2019-03-16","place":"Rennes"}],
      "concepts":["Communs","Eau"],"signers":["Solène Kerdoncuff","Bastien Orvault"]}
      """#,
      """
      # Charte des jardins partagés

      Cette charte a été écrite à plusieurs mains, un samedi de mars, sous une verrière qui fuyait. Elle ne dit pas comment jardiner ; elle dit comment rester voisins.[^1]

      ## Ouvrir

      La grille est ouverte dès que quelqu’un est là. Qui entre est salué, qui sort ferme derrière soi.

      - [x] un cahier à l’entrée
      - [x] une clé chez la boulangère
      - [ ] un panneau en trois langues

      ## Arroser

      > L’eau n’est pas à nous. Elle passe, et nous lui demandons de s’arrêter un peu.

      | Mois | Qui arrose | Litres par jour |
      |:-----|:----------:|----------------:|
      | Juin | par roulement | 240 |
      | Juillet | par roulement | 310 |
      | Août | les présents | 350 |

      ## Décider

      Les décisions se prennent à l’assemblée, deux fois par an. Un désaccord s’écrit dans le cahier, et l’on en parle la fois suivante, jamais le jour même.

      ### Quand personne ne vient

      On ne décide rien, et l’on boit le café.

      ## Ce qui n’est pas ici

      Voir [la page des outils](https://example.org/outils) et [l’ancien brouillon](/brouillon).

      ![Une grille ouverte](/images/\(madeUpImage))

      [^1]: La verrière a été réparée depuis.
      """
    ),
    MadeUpText(
      "monnaie-du-fleuve",
      "La monnaie du fleuve, premier bilan",
      #"""
      {"date":"2020-11-05","language":"fr","licence":"CC BY 4.0","tags":["monnaies locales","bilan"],
      "description":"Dix-huit mois d’une monnaie locale le long de la Loire : ce qui circule, ce qui dort, et ce que les commerces en disent.",
      "people":[{"name":"Aurèle Vasseur-Diop","roles":["author"]},{"name":"Maison de la Loire vivante","kind":"organisation","roles":["funder"]}],
      "places":[{"name":"Tours","latitude":47.3941,"longitude":0.6848},{"name":"Orléans","latitude":47.9029,"longitude":1.9093}],
      "events":[{"name":"Lancement de la monnaie","date":"2019-05-01","place":"Tours"},{"name":"Foire de la Loire","date":"2020-09-12","end":"2020-09-14","place":"Orléans"}],
      "concepts":["Monnaie locale","Communs"],"relations":[{"type":"cites","title":"Charte des jardins partagés"}]}
      """#,
      "# La monnaie du fleuve\n\nLes économies locales ne sont pas petites : elles sont **proches**. Cent quarante commerces acceptent la monnaie, et quatre-vingts la dépensent à leur tour.\n\n## Ce qui circule\n\nLes billets changent de main sept fois par an, deux fois plus que l’euro.\n\n## Ce qui dort\n\nUn tiers des billets ne revient jamais. On en retrouve dans les livres.\n"
    ),
    MadeUpText(
      "reponse-des-commercants",
      "Réponse des commerçants",
      #"""
      {"date":"2021-02-18","language":"fr","tags":["monnaies locales"],
      "description":"Une lettre, signée de trente et un commerces, au bilan de la monnaie du fleuve.",
      "people":[{"name":"Union des échoppes de Tours","kind":"organisation","roles":["author"]}],
      "places":[{"name":"Tours","latitude":47.3941,"longitude":0.6848}],
      "concepts":["Monnaie locale"],"relations":[{"type":"respondsTo","title":"La monnaie du fleuve, premier bilan","target":"monnaie-du-fleuve"}]}
      """#,
      "Nous acceptons la monnaie parce que nos clients la tendent. Nous la gardons parce que nos fournisseurs la refusent.\n\nQue le bilan le dise.\n"
    ),
    MadeUpText(
      "ecoles-d-eau",
      "Écoles d’eau : carnet de Ziguinchor",
      #"""
      {"date":"2021-06-30","language":"fr","licence":"CC BY-SA 4.0","tags":["eau","écoles"],
      "description":"Trois semaines avec celles et ceux qui réparent les puits et l’enseignent.",
      "people":[{"name":"Aminata Sagna-Colley","roles":["author"]},{"name":"Yves-Marie Tréguer","roles":["translator"]},{"name":"École de l’eau de Casamance","kind":"organisation","roles":["host"]}],
      "places":[{"name":"Ziguinchor","latitude":12.5681,"longitude":-16.2719},{"name":"Dakar","latitude":14.7167,"longitude":-17.4677}],
      "events":[{"name":"Semaine des puits","date":"2021-06-07","end":"2021-06-13","place":"Ziguinchor"}],
      "concepts":["Eau","Transmission"],"relations":[{"type":"cites","title":"Charte des jardins partagés"},{"type":"isBasedOn","title":"Réparer un puits, manuel de 1987","target":"https://example.org/puits"}]}
      """#,
      "# Carnet\n\nLe premier jour, on ne répare rien. On écoute le puits.\n\n## Deuxième jour\n\nOn descend.\n"
    ),
    MadeUpText(
      "cozinhas-em-rede",
      "Cozinhas em rede",
      #"""
      {"date":"2022-04-09","language":"pt","licence":"CC BY 4.0","tags":["cuisines"],
      "description":"Como as cozinhas comunitárias de Porto Alegre partilham fornos, receitas e dívidas.",
      "people":[{"name":"Jussara Antunes Reis","roles":["author"]},{"name":"Rede das Panelas","kind":"organisation","roles":["host"]}],
      "places":[{"name":"Porto Alegre","latitude":-30.0331,"longitude":-51.23},{"name":"Recife","latitude":-8.0543,"longitude":-34.8813}],
      "events":[{"name":"Encontro das cozinhas","date":"2022-03-26","place":"Porto Alegre"}],
      "concepts":["Communs","Coopération"]}
      """#,
      "# Cozinhas em rede\n\nUma cozinha sozinha cozinha para cem. Três cozinhas juntas cozinham para mil.\n"
    ),
    MadeUpText(
      "atelier-cooperer",
      "Coopérer sans se fatiguer : notes d’atelier",
      #"""
      {"date":"2022-10-14","language":"fr","tags":["coopération","ateliers"],
      "description":"Notes prises à l’atelier de Bruxelles sur les réunions qui finissent à l’heure.",
      "people":[{"name":"Lieve Vandenbrouck","roles":["facilitator"]},{"name":"Bastien Orvault","roles":["note-taker","author"]}],
      "places":[{"name":"Bruxelles","latitude":50.8467,"longitude":4.3525}],
      "events":[{"name":"Atelier de Bruxelles","date":"2022-10-14","place":"Bruxelles"}],
      "concepts":["Coopération","Transmission"],"relations":[{"type":"cites","title":"Cozinhas em rede"},{"type":"isBasedOn","title":"Charte des jardins partagés"}]}
      """#,
      "## Arriver\n\nOn commence par se taire une minute.\n\n## Parler\n\nChacun parle une fois avant que quelqu’un parle deux fois.\n\n## Partir\n\nÀ l’heure, même au milieu d’une phrase.\n"
    ),
    MadeUpText(
      "monnaie-du-fleuve-deuxieme-bilan",
      "La monnaie du fleuve, deuxième bilan",
      #"""
      {"date":"2023-01-20","language":"fr","licence":"CC BY 4.0","tags":["monnaies locales","bilan"],
      "description":"Deux ans plus tard, avec les fournisseurs.",
      "people":[{"name":"Aurèle Vasseur-Diop","roles":["author"]},{"name":"Union des échoppes de Tours","kind":"organisation","roles":["reviewer"]}],
      "places":[{"name":"Tours","latitude":47.3941,"longitude":0.6848},{"name":"Blois","latitude":47.5861,"longitude":1.3359}],
      "concepts":["Monnaie locale","Coopération"],
      "relations":[{"type":"replaces","title":"La monnaie du fleuve, premier bilan"},{"type":"respondsTo","title":"Réponse des commerçants"}]}
      """#,
      "# Deuxième bilan\n\nLes fournisseurs sont entrés dans le cercle, et les billets ne dorment plus.\n"
    ),
    MadeUpText(
      "water-commons",
      "Water commons: a conversation in Ghent",
      #"""
      {"date":"2023-05-11","language":"en","licence":"CC BY 4.0","tags":["eau","conversations"],
      "description":"Who owns a river that changes its bed? An afternoon’s talk, transcribed and signed by all who spoke.",
      "people":[{"name":"Lieve Vandenbrouck","roles":["speaker"]},{"name":"Aminata Sagna-Colley","roles":["speaker"]},{"name":"Tobias Wren","roles":["editor"]}],
      "places":[{"name":"Gand","latitude":51.0536,"longitude":3.7304}],
      "events":[{"name":"Conversation de Gand","date":"2023-05-11","place":"Gand"}],
      "concepts":["Eau","Communs"],
      "relations":[{"type":"respondsTo","title":"Écoles d’eau : carnet de Ziguinchor"},{"type":"cites","title":"Charte des jardins partagés"},{"title":"Une rivière, un procès"}]}
      """#,
      "# Water commons\n\n**Lieve.** A river is a slow agreement.\n\n**Aminata.** In Ziguinchor we would say: a well is a promise.\n"
    ),
    MadeUpText(
      "jardins-et-ecoles",
      "Des jardins dans les écoles",
      #"""
      {"date":"2023-09-02","language":"fr","tags":["jardins","écoles"],
      "description":"Six écoles de Marseille et de Lyon ouvrent leurs cours au potager.",
      "people":[{"name":"Solène Kerdoncuff","roles":["author"]},{"name":"Nour Belhadj-Martin","roles":["author"]}],
      "places":[{"name":"Marseille","latitude":43.2965,"longitude":5.3698},{"name":"Lyon","latitude":45.764,"longitude":4.8357}],
      "events":[{"name":"Rentrée des potagers","date":"2023-09","place":"Marseille"}],
      "concepts":["Transmission","Communs"],
      "relations":[{"type":"isVersionOf","title":"Charte des jardins partagés"},{"type":"cites","title":"Écoles d’eau : carnet de Ziguinchor"}]}
      """#,
      "# Des jardins dans les écoles\n\nOn plante à la rentrée, on récolte au printemps, et les vacances sont le problème.\n"
    ),
    MadeUpText(
      "petit-lexique",
      "Petit lexique des communs",
      #"""
      {"date":"2024","language":"fr","licence":"CC0 1.0","tags":["lexique"],
      "description":"Quarante mots, chacun avec qui l’a apporté.",
      "people":[{"name":"Nour Belhadj-Martin","roles":["author"]}],
      "places":[{"name":"la table de la cuisine"}],
      "concepts":["Communs","Monnaie locale","Eau","Coopération","Transmission","Hospitalité"]}
      """#,
      "# Petit lexique des communs\n\n**Commun** : ce dont on prend soin à plusieurs, et qui nous le rend.\n\n**Œuvre** : ce qui reste quand on est parti.\n"
    ),
    MadeUpText(
      "accueillir",
      "Accueillir : trois nuits à Briançon",
      #"""
      {"date":"2024-02-03","language":"fr","tags":["hospitalité"],
      "description":"Récit, avec les prénoms changés.",
      "people":[{"name":"Yves-Marie Tréguer","roles":["author"]}],
      "places":[{"name":"Briançon","latitude":44.8986,"longitude":6.6435}],
      "events":[{"name":"Nuits de Briançon","date":"2023-12-21","end":"2023-12-24","place":"Briançon"},{"name":"Marche des lanternes"}],
      "concepts":["Hospitalité"]}
      """#,
      "La première nuit, il neigeait.\n"
    ),
    MadeUpText(
      "ete-des-cuisines",
      "L’été des cuisines",
      #"""
      {"date":"2024-07-21","language":"fr","licence":"CC BY-SA 4.0","tags":["cuisines","ateliers"],
      "description":"De Porto Alegre à Saint-Denis : ce que les cuisines en réseau apprennent les unes des autres.",
      "people":[{"name":"Jussara Antunes Reis","roles":["author"]},{"name":"Nour Belhadj-Martin","roles":["translator"]},{"name":"Cantine des Tilleuls","kind":"organisation","roles":["host","funder"]}],
      "places":[{"name":"Saint-Denis","latitude":48.9362,"longitude":2.3574},{"name":"Paris","latitude":48.8566,"longitude":2.3522}],
      "events":[{"name":"Été des cuisines","date":"2024-06-21","end":"2024-07-14","place":"Saint-Denis"}],
      "concepts":["Coopération","Hospitalité"],
      "relations":[{"type":"isBasedOn","title":"Cozinhas em rede"},{"type":"cites","title":"Accueillir : trois nuits à Briançon"}]}
      """#,
      "# L’été des cuisines\n\nOn a fait à manger pour quatre mille personnes, et personne n’a signé la recette.\n"
    ),
  ]
}
