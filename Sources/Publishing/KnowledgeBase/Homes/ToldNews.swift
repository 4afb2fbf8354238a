// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Pads

/// What a home was told of which edition; of what is published now the rest is news.
///
/// So nothing that happens while a home cannot be reached is lost, and what happens to an edition
/// meanwhile is told once.
public struct ToldNews: Equatable, Sendable {
  /// By address and number, what was told last.
  public private(set) var states: [String: String]

  /// Takes what was told.
  ///
  /// - Parameter states: By address and number, as it was noted.
  public init(_ states: [String: String] = [:]) {
    self.states = states
  }

  /// What names an edition here.
  ///
  /// - Parameter publication: The edition.
  /// - Returns: Its address and number.
  public static func name(_ publication: PublishedEdition) -> String {
    "\(publication.address)/\(publication.number)"
  }

  /// What there is to know of a published edition.
  ///
  /// - Parameter publication: The edition.
  /// - Returns: Its state in one word.
  public static func state(_ publication: PublishedEdition) -> String {
    "published-\(publication.published)"
  }

  /// What is to be told, in the order in which it happened.
  ///
  /// - Parameter publications: What is published, and what was.
  /// - Returns: Those that the home does not know as they are; of the withdrawn only those it knows.
  public func news(in publications: [PublishedEdition]) -> [PublishedEdition] {
    func time(_ publication: PublishedEdition) -> Int64 {
      publication.withdrawn ?? publication.published
    }
    return publications.filter { publication in
      let known = states[Self.name(publication)]
      return publication.withdrawn == nil ? known != Self.state(publication) : known != nil
    }.sorted {
      (time($0), $0.address, $0.number) < (time($1), $1.address, $1.number)
    }
  }

  /// Notes that something was told; of what was withdrawn nothing needs to be known any more.
  ///
  /// - Parameter publication: The edition, as it was told.
  public mutating func note(_ publication: PublishedEdition) {
    states[Self.name(publication)] = publication.withdrawn == nil ? Self.state(publication) : nil
  }

  /// What a home is called where it is noted what it was told; its address may hold a secret.
  ///
  /// - Parameter address: Its address.
  /// - Returns: Sixteen hexadecimal digits.
  public static func homeName(_ address: String) -> String {
    String(EditionPackage.sum(Array(address.utf8)).prefix(16))
  }
}

extension ToldNews {
  private static let place = ".encrier-homes.json"

  /// What a home was told of the knowledge base in a folder.
  ///
  /// - Parameters:
  ///   - address: The home's address.
  ///   - folder: The folder.
  /// - Throws: ``KnowledgeBaseError/foreignFolder(_:)``.
  public init(by address: String, in folder: String) throws(KnowledgeBaseError) {
    guard try FolderRecord.read(in: folder) != nil else { throw .foreignFolder(folder) }
    self.init(try Self.homes(in: folder)[Self.homeName(address)] ?? [:])
  }

  /// Notes it in the folder.
  ///
  /// - Parameters:
  ///   - address: The home's address.
  ///   - folder: The folder.
  /// - Throws: ``KnowledgeBaseError/file(_:reason:)``.
  public func write(by address: String, in folder: String) throws(KnowledgeBaseError) {
    var homes = try Self.homes(in: folder)
    homes[Self.homeName(address)] = states
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    guard let data = try? encoder.encode(homes) else { preconditionFailure("not JSON") }
    var folders: Set<String> = []
    try SafeFiles.write(Array(data), at: Self.place, in: folder, knowing: &folders)
  }

  private static func homes(
    in folder: String
  ) throws(KnowledgeBaseError) -> [String: [String: String]] {
    guard SafeFiles.exists("\(folder)/\(place)") else { return [:] }
    let bytes = try SafeFiles.read("\(folder)/\(place)")
    guard let homes = try? JSONDecoder().decode([String: [String: String]].self, from: Data(bytes))
    else { throw .file("\(folder)/\(place)", reason: "not understood") }
    return homes
  }
}
