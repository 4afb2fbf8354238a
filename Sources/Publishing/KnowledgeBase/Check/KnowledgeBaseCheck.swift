// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// What a folder that holds a knowledge base was found to be, by itself alone.
///
/// Who can write into the folder can write `kb.json` too, and make other editions: that an edition is the
/// one it was is proved by its SHA-256, kept elsewhere.
public struct KnowledgeBaseCheck: Encodable, Sendable {
  /// What is wrong with a file.
  public enum Kind: String, Encodable, Sendable {
    /// It is gone.
    case missing
    /// It has not the SHA-256 that `kb.json` tells.
    case changed
    /// It stands in a folder of the knowledge base, which did not write it.
    case foreign
    /// It is not the edition that its page names.
    case otherEdition
    /// It has not the SHA-256 that the edition's manifest tells.
    case otherPart
    /// It leads to a file that is not there.
    case deadLink
    /// It cannot be read as what it is.
    case malformed
  }

  /// Something that is wrong.
  public struct Fault: Encodable, Equatable, Sendable {
    /// The file's path in the folder.
    public let path: String
    /// What is wrong with it.
    public let kind: Kind
    /// Of a link, where it leads.
    public let target: String?

    init(_ path: String, _ kind: Kind, _ target: String? = nil) {
      self.path = path
      self.kind = kind
      self.target = target
    }
  }

  /// How many files there should be.
  public let files: Int
  /// How many editions.
  public let editions: Int
  /// What is wrong, by path.
  public let faults: [Fault]

  /// Whether nothing is wrong.
  public var isSound: Bool { faults.isEmpty }

  /// Checks a folder.
  ///
  /// - Parameter path: The folder.
  /// - Returns: What was found.
  /// - Throws: ``KnowledgeBaseError/foreignFolder(_:)`` for a folder that is no knowledge base,
  ///   ``KnowledgeBaseError/unsafePath(_:)`` where its record leads out of it.
  /// - Complexity: All files are read.
  public static func check(_ path: String) throws(KnowledgeBaseError) -> KnowledgeBaseCheck {
    guard let record = try FolderRecord.read(in: path) else { throw .foreignFolder(path) }
    let sums = record.sums
    for place in sums.keys where !SafeFiles.isOurs(place) { throw .unsafePath(place) }
    var checks = FileChecks(path, Set(sums.keys))
    for (place, sum) in sums.sorted(by: { $0.key < $1.key }) { checks.check(place, sum) }
    let editions = checks.checkEditions()
    checks.checkBags(in: path, sums.keys)
    for place in foreign(path, sums) { checks.faults.append(Fault(place, .foreign)) }
    return KnowledgeBaseCheck(
      files: sums.count,
      editions: editions,
      faults: checks.faults.sorted { ($0.path, $0.target ?? "") < ($1.path, $1.target ?? "") }
    )
  }

  /// The folders that hold nothing but what a build wrote, and those by which Hugo would write other pages.
  private static let folders = [
    "bags", "cache", "content", "site", "themes", "archetypes", "assets", "config", "data", "i18n",
    "layouts", "static",
  ]

  /// What stands in folders of ours and is not ours; what Obsidian keeps for itself is its own.
  private static func foreign(_ path: String, _ sums: [String: String]) -> [String] {
    folders.flatMap { folder -> [String] in
      var found: [String] = []
      let all = FileManager.default.enumerator(atPath: "\(path)/\(folder)")
      while let name = all?.nextObject() as? String {
        if folder == "content", name == ".obsidian" {
          all?.skipDescendants()
          continue
        }
        let place = "\(folder)/\(name)"
        let isFolder =
          all?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory
        if !isFolder, sums[place] == nil { found.append(place) }
      }
      return found
    }
  }
}
