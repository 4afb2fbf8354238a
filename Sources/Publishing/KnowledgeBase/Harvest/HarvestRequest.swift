// SPDX-License-Identifier: Apache-2.0

/// What a harvester asks, checked.
enum HarvestRequest: Equatable {
  case identify
  /// The formats of all records, or of one.
  case formats(identifier: String?)
  case sets(HarvestWish)
  case identifiers(HarvestWish)
  case records(HarvestWish)
  case record(identifier: String, prefix: String)

  /// The arguments that go with each verb.
  private static let arguments: [String: Set<String>] = [
    "Identify": [], "ListMetadataFormats": ["identifier"], "ListSets": ["resumptionToken"],
    "ListIdentifiers": ["from", "until", "metadataPrefix", "set", "resumptionToken"],
    "ListRecords": ["from", "until", "metadataPrefix", "set", "resumptionToken"],
    "GetRecord": ["identifier", "metadataPrefix"],
  ]

  /// Reads a request.
  ///
  /// - Parameter query: Its arguments in their order.
  /// - Throws: ``HarvestError``.
  init(_ query: [(name: String, value: String)]) throws(HarvestError) {
    let verbs = query.filter { $0.name == "verb" }
    guard verbs.count == 1, let verb = verbs.first?.value, let known = Self.arguments[verb] else {
      throw HarvestError(
        code: .badVerb,
        message: verbs.isEmpty
          ? "A verb is missing."
          : verbs.count > 1 ? "There is more than one verb." : "No such verb."
      )
    }
    var given: [String: String] = [:]
    for (name, value) in query where name != "verb" {
      guard known.contains(name) else { throw .badArgument("\(verb) takes other arguments.") }
      guard given.updateValue(value, forKey: name) == nil else {
        throw .badArgument("\(name) is there more than once.")
      }
    }
    try self.init(verb, given)
  }

  private init(_ verb: String, _ given: [String: String]) throws(HarvestError) {
    func needed(_ name: String) throws(HarvestError) -> String {
      guard let value = given[name] else { throw .badArgument("\(name) is missing.") }
      return value
    }
    switch verb {
    case "Identify": self = .identify
    case "ListMetadataFormats": self = .formats(identifier: given["identifier"])
    case "GetRecord":
      let prefix = try needed("metadataPrefix")
      self = .record(identifier: try needed("identifier"), prefix: try Self.word(prefix))
    default:
      var wish = HarvestWish(verb: verb)
      if let token = given["resumptionToken"] {
        guard given.count == 1 else { throw .badArgument("A token stands for all arguments.") }
        wish = try HarvestWish(token: token, verb: verb)
      } else if verb != "ListSets" {
        wish.prefix = try Self.word(try needed("metadataPrefix"))
        (wish.set, wish.from, wish.until) = (given["set"], given["from"], given["until"])
        try wish.check()
      }
      switch verb {
      case "ListSets": self = .sets(wish)
      case "ListIdentifiers": self = .identifiers(wish)
      default: self = .records(wish)
      }
    }
  }

  /// What may name a format; anything else is no argument at all.
  private static func word(_ prefix: String) throws(HarvestError) -> String {
    guard HarvestFormat.isWord(prefix) else { throw .badArgument("That cannot name a format.") }
    return prefix
  }
}
