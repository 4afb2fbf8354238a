// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Answers harvesters by [OAI-PMH 2.0](https://www.openarchives.org/OAI/openarchivesprotocol.html).
public struct HarvestResponder: Sendable {
  /// How many records an answer holds.
  public static let pageSize = 100

  private let catalog: HarvestCatalog
  private let settings: KnowledgeBaseSettings
  private let address: String
  private let contact: String

  /// Makes a responder.
  ///
  /// - Parameters:
  ///   - catalog: What can be harvested.
  ///   - settings: How the knowledge base presents itself.
  ///   - address: Where harvesters ask.
  ///   - contact: Who looks after the server; nil for the mailbox that every domain has.
  public init(
    _ catalog: HarvestCatalog,
    _ settings: KnowledgeBaseSettings,
    at address: String,
    contact: String? = nil
  ) {
    self.catalog = catalog
    self.settings = settings
    self.address = address
    let host = Self.host(of: address)
    self.contact = contact ?? "postmaster@\(host.contains(".") ? host : "\(host).invalid")"
  }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - query: Its arguments in their order.
  ///   - now: The time, in milliseconds since 1970.
  /// - Returns: A document of XML in UTF-8.
  /// - Complexity: O(editions) and the metadata of ``pageSize`` of them.
  public func answer(to query: [(name: String, value: String)], now: Int64) -> [UInt8] {
    var attributes = ""
    var body: String
    do throws(HarvestError) {
      let request = try HarvestRequest(query)
      attributes = Self.attributes(query)
      let verb = query.first { $0.name == "verb" }?.value ?? ""
      body = "<\(verb)>\n\(try content(of: request, now: now / 1_000))</\(verb)>\n"
    } catch {
      // Arguments that are refused as such are not repeated.
      let isRefused = [.badVerb, .badArgument].contains(error.code)
      attributes = isRefused ? "" : Self.attributes(query)
      body = "<error code=\"\(error.code.rawValue)\">\(XMLText.escaped(error.message))</error>\n"
    }
    return Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ \
      http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
      <responseDate>\(HarvestTime.text(now / 1_000))</responseDate>
      <request\(attributes)>\(XMLText.escaped(address))</request>
      \(body)</OAI-PMH>

      """.utf8
    )
  }

  private func content(
    of request: HarvestRequest,
    now: Int64
  ) throws(HarvestError) -> String {
    switch request {
    case .identify: identification(now: now)
    case .formats(let identifier): try formats(of: identifier)
    case .sets(let wish): try sets(wish)
    case .identifiers(let wish): try page(wish) { header($0) }
    case .records(let wish):
      try page(wish) { record($0, HarvestFormat(rawValue: wish.prefix) ?? .simple) }
    case .record(let identifier, let prefix): try record(identifier, prefix)
    }
  }

  private func identification(now: Int64) -> String {
    let host = Self.host(of: address)
    // The standard's own form of identifiers is for domains, not for numbers.
    let isDomain = host.contains(".") && host.last?.isLetter == true
    let scheme = """
      <description><oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier" \
      xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai-identifier \
      http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"><scheme>oai</scheme>\
      <repositoryIdentifier>\(host)</repositoryIdentifier><delimiter>:</delimiter>\
      <sampleIdentifier>oai:\(host):charte/1</sampleIdentifier></oai-identifier></description>

      """
    return """
      <repositoryName>\(XMLText.escaped(settings.title))</repositoryName>
      <baseURL>\(XMLText.escaped(address))</baseURL>
      <protocolVersion>2.0</protocolVersion>
      <adminEmail>\(XMLText.escaped(contact))</adminEmail>
      <earliestDatestamp>\(HarvestTime.text(catalog.items.first?.second ?? now))</earliestDatestamp>
      <deletedRecord>persistent</deletedRecord>
      <granularity>YYYY-MM-DDThh:mm:ssZ</granularity>
      \(isDomain ? scheme : "")
      """
  }

  private func formats(of identifier: String?) throws(HarvestError) -> String {
    if let identifier, try item(identifier).card == nil {
      throw HarvestError(code: .noMetadataFormats, message: "That edition was withdrawn.")
    }
    return HarvestFormat.allCases.map { format in
      """
      <metadataFormat><metadataPrefix>\(format.rawValue)</metadataPrefix>\
      <schema>\(format.schema)</schema>\
      <metadataNamespace>\(format.namespace)</metadataNamespace></metadataFormat>

      """
    }.joined()
  }

  /// The sets: that of all tagged editions, and one for each tag.
  private func sets(_ wish: HarvestWish) throws(HarvestError) -> String {
    guard !catalog.sets.isEmpty else { throw noSets }
    let all = [HarvestCatalog.allTags] + catalog.sets
    let rest = all.filter { $0.spec > wish.after?.name ?? "" }
    let page = rest.prefix(Self.pageSize)
    let lines = page.map { set in
      """
      <set><setSpec>\(set.spec)</setSpec>\
      <setName>\(XMLText.escaped(set.name))</setName></set>

      """
    }
    return lines.joined()
      + token(
        after: page.last.map { (0, $0.spec) },
        of: wish,
        page.count,
        isLast: page.count == rest.count,
        all.count
      )
  }

  private func page(
    _ wish: HarvestWish,
    _ element: (HarvestCatalog.Item) -> String
  ) throws(HarvestError) -> String {
    // Of sets that are gone a harvester still learns what was withdrawn.
    let hasSets = !catalog.sets.isEmpty || catalog.items.contains { $0.card == nil }
    guard wish.set == nil || hasSets else { throw noSets }
    let all = catalog.items(for: wish)
    let after = wish.after ?? (.min, "")
    let rest = all.drop { ($0.second, $0.name) <= after }
    let page = rest.prefix(Self.pageSize)
    guard !page.isEmpty || wish.count > 0 else {
      throw HarvestError(code: .noRecordsMatch, message: "There is nothing of that kind.")
    }
    guard !page.isEmpty else {
      // All that was left went to the end of time since, and was not asked for.
      throw HarvestError(code: .badResumptionToken, message: "There is nothing more.")
    }
    return page.map(element).joined()
      + token(
        after: page.last.map { ($0.second, $0.name) },
        of: wish,
        page.count,
        isLast: page.count == rest.count,
        all.count
      )
  }

  /// How to go on behind a page, where not all is on it.
  private func token(
    after last: (second: Int64, name: String)?,
    of wish: HarvestWish,
    _ count: Int,
    isLast: Bool,
    _ size: Int
  ) -> String {
    if isLast, wish.count == 0 { return "" }
    var next = wish
    next.after = last
    next.count += count
    let token = isLast ? "" : XMLText.escaped(next.token)
    return """
      <resumptionToken completeListSize="\(max(size, next.count))" cursor="\(wish.count)">\
      \(token)</resumptionToken>

      """
  }

  private func record(_ identifier: String, _ prefix: String) throws(HarvestError) -> String {
    let item = try item(identifier)
    guard let format = HarvestFormat(rawValue: prefix) else {
      throw HarvestError(code: .cannotDisseminateFormat, message: "There is no such format.")
    }
    return record(item, format)
  }

  private func record(_ item: HarvestCatalog.Item, _ format: HarvestFormat) -> String {
    let metadata = item.card.map {
      "<metadata>\n\(format.element($0, settings))</metadata>\n"
    }
    return "<record>\n\(header(item))\(metadata ?? "")</record>\n"
  }

  private func header(_ item: HarvestCatalog.Item) -> String {
    let sets = item.sets.sorted().map { "<setSpec>\($0)</setSpec>" }.joined()
    let status = item.card == nil ? " status=\"deleted\"" : ""
    return """
      <header\(status)><identifier>\(XMLText.escaped(identifierStart + item.name))</identifier>\
      <datestamp>\(HarvestTime.text(item.second))</datestamp>\(sets)</header>

      """
  }

  private func item(_ identifier: String) throws(HarvestError) -> HarvestCatalog.Item {
    guard identifier.hasPrefix(identifierStart),
      let item = catalog.item(String(identifier.dropFirst(identifierStart.count)))
    else { throw HarvestError(code: .idDoesNotExist, message: "There never was such an edition.") }
    return item
  }

  private var identifierStart: String { "oai:\(Self.host(of: address)):" }

  private var noSets: HarvestError {
    HarvestError(code: .noSetHierarchy, message: "Nothing here has a tag.")
  }

  private static func host(of address: String) -> String {
    URLComponents(string: address)?.host?.lowercased() ?? "localhost"
  }

  /// A request's arguments as attributes.
  private static func attributes(_ query: [(name: String, value: String)]) -> String {
    query.map { " \($0.name)=\"\(XMLText.escaped($0.value))\"" }.joined()
  }
}
