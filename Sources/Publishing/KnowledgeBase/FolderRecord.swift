// SPDX-License-Identifier: Apache-2.0

import Foundation

/// `kb.json`: what a knowledge base's folder holds, and of what it was made.
struct FolderRecord: Codable, Equatable, Sendable {
  static let place = "kb.json"
  static let format = "encrier-kb/1"

  /// Files that were made together.
  struct Group: Codable, Equatable, Sendable {
    /// What all of them were made of.
    var madeOf: String
    /// The SHA-256 of each, by its path.
    var files: [String: String] = [:]
  }

  /// How a folder stands to its record.
  struct Found: Sendable {
    /// The files that are as they were written.
    var intact: Set<String> = []
    /// The files that somebody changed.
    var changed: Set<String> = []
    /// The files that are gone.
    var missing: Set<String> = []
  }

  var format = Self.format
  var groups: [String: Group] = [:]

  /// The SHA-256 of all files, by path.
  var sums: [String: String] {
    var sums: [String: String] = [:]
    for group in groups.values { sums.merge(group.files) { first, _ in first } }
    return sums
  }

  var encoded: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    // Strings in dictionaries can always be encoded.
    guard let data = try? encoder.encode(self) else { preconditionFailure("not JSON") }
    return Array(data)
  }

  /// Reads a folder's record; nil for a folder that is empty or not there.
  static func read(in path: String) throws(KnowledgeBaseError) -> FolderRecord? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    // A folder where a first build was broken off has a lock and nothing that says what it is.
    guard names.contains(Self.place) else {
      guard
        names.contains(FolderJournal.name)
          || names.allSatisfy({ [FolderLock.name, ".git"].contains($0) })
      else { throw .foreignFolder(path) }
      return nil
    }
    let bytes = try SafeFiles.read("\(path)/\(Self.place)")
    guard let record = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      record.format == Self.format
    else { throw .foreignFolder(path) }
    return record
  }

  /// Compares a folder's files with the record.
  func look(in path: String) throws(KnowledgeBaseError) -> Found {
    var found = Found()
    for (place, sum) in sums {
      guard SafeFiles.isOurs(place) else { throw .unsafePath(place) }
      guard SafeFiles.isReached(place, in: path) else {
        found.changed.insert(place)
        continue
      }
      guard SafeFiles.exists("\(path)/\(place)") else {
        found.missing.insert(place)
        continue
      }
      let bytes = try? SafeFiles.read("\(path)/\(place)")
      let isSame = bytes.map { EditionPackage.sum($0) == sum } ?? false
      if isSame { found.intact.insert(place) } else { found.changed.insert(place) }
    }
    return found
  }
}
