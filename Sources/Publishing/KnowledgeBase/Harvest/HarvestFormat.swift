// SPDX-License-Identifier: Apache-2.0

/// A form in which metadata are given to harvesters.
enum HarvestFormat: String, CaseIterable {
  /// The fifteen elements of Dublin Core, which every harvester knows.
  case simple = "oai_dc"
  /// Dublin Core with all its terms and how values are written.
  case qualified = "qdc"

  var schema: String {
    switch self {
    case .simple: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    case .qualified: "http://worldcat.org/xmlschemas/qdc/1.0/qdc-1.0.xsd"
    }
  }

  var namespace: String {
    switch self {
    case .simple: "http://www.openarchives.org/OAI/2.0/oai_dc/"
    case .qualified: "http://worldcat.org/xmlschemas/qdc-1.0/"
    }
  }

  /// An edition's metadata as an element.
  ///
  /// Only what the edition itself says is in it: what others say of it changes without it, and a
  /// harvester would not learn of that.
  func element(_ card: EditionCard, _ settings: KnowledgeBaseSettings) -> String {
    let alone = KnowledgeBase([card], withdrawn: [])
    let statements = DublinCoreStatements(EditionPage(card, of: 0, in: alone), settings)
    let location = "xsi:schemaLocation=\"\(namespace) \(schema)\""
    switch self {
    case .simple:
      return """
        <oai_dc:dc xmlns:oai_dc="\(namespace)" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        \(location)>
        \(statements.simpleXML)</oai_dc:dc>

        """
    case .qualified:
      return """
        <qdc:qualifieddc xmlns:qdc="\(namespace)" xmlns:dcterms="http://purl.org/dc/terms/" \
        \(location)>
        \(statements.qualifiedXML)</qdc:qualifieddc>

        """
    }
  }

  /// Whether a word has only characters that addresses never escape.
  static func isWord(_ word: some StringProtocol) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_.!~*'()".utf8.contains(byte)
        }
      }
  }
}
