// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder that holds a knowledge base, while one build writes it.
///
/// Files belong to groups, each made of something; a group that would be made of the same again is kept
/// as it is. Only files whose bytes change are written, beside their place and renamed into it. `kb.json`
/// is written last: a build that ends before is done again by the next, which finds in a journal what
/// that one wrote.
public struct KnowledgeBaseFolder {
  /// What a build did to the folder.
  public struct Changes: Equatable, Sendable {
    /// The files written, by path.
    public var written: [String] = []
    /// The files removed, by path.
    public var removed: [String] = []
    /// How many were left as they were.
    public var kept = 0
    /// The editions that could not be read, as `ADDRESS/NUMBER`; their files were left as they were.
    public var unreadable: [String] = []
  }

  /// The folder's path.
  public let path: String
  /// What was done so far.
  public private(set) var changes = Changes()

  private let lock: FolderLock
  /// Whether nothing is written.
  let isDry: Bool
  private let journal: FolderJournal
  private let known: FolderRecord
  private let knownSums: [String: String]
  private let isOverwriting: Bool
  /// The files that stand as the record says.
  private let intact: Set<String>
  private var record = FolderRecord()
  private var folders: Set<String> = []
  /// What this build wrote, or would have.
  private var made: [String: String] = [:]
  /// Of a dry build, what later parts of the build read again.
  private var drafts: [String: [UInt8]] = [:]

  /// Opens a folder for a build, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - overwriting: Whether files that somebody else changed are written over.
  ///   - isDry: Whether nothing is written, and only told what would be.
  /// - Throws: ``KnowledgeBaseError/foreignFolder(_:)``, ``KnowledgeBaseError/changedByOthers(_:)``,
  ///   ``KnowledgeBaseError/busy``, ``KnowledgeBaseError/file(_:reason:)``.
  /// - Complexity: All files in it are read.
  public init(
    _ path: String,
    overwriting: Bool = false,
    isDry: Bool = false
  ) throws(KnowledgeBaseError) {
    self.path = path
    self.isDry = isDry
    let known = try FolderRecord.read(in: path)
    if !isDry { try SafeFiles.makeFolder(path) }
    lock = try FolderLock(path, isDry: isDry)
    journal = FolderJournal(path)
    let found = try known?.look(in: path) ?? FolderRecord.Found()
    let changed = found.changed.subtracting(journal.sums.keys)
    guard overwriting || changed.isEmpty else {
      throw .changedByOthers(Array(changed.sorted().prefix(20)))
    }
    self.known = known ?? FolderRecord()
    knownSums = self.known.sums
    intact = found.intact
    isOverwriting = overwriting
  }

  /// Whether a group stands as it would be made; it is kept then.
  ///
  /// - Parameters:
  ///   - group: Its name.
  ///   - fingerprint: What all its files are made of.
  /// - Returns: Whether nothing is to be written for it.
  public mutating func keeps(_ group: String, madeOf fingerprint: String) -> Bool {
    guard let before = known.groups[group], before.madeOf == fingerprint,
      before.files.keys.allSatisfy(intact.contains)
    else {
      record.groups[group] = FolderRecord.Group(madeOf: fingerprint)
      return false
    }
    record.groups[group] = before
    changes.kept += before.files.count
    return true
  }

  /// Keeps what an earlier build made of an edition that cannot be read now.
  ///
  /// - Parameters:
  ///   - groups: The groups of its files.
  ///   - name: What the edition is called.
  mutating func keep(_ groups: [String], of name: String) {
    changes.unreadable.append(name)
    for group in groups {
      record.groups[group] = known.groups[group]
      changes.kept += known.groups[group]?.files.count ?? 0
    }
  }

  /// Writes a file of a group, unless it stands there already.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - place: Its path in the folder, with `/` between words.
  ///   - group: The group it belongs to.
  /// - Throws: ``KnowledgeBaseError/unsafePath(_:)``, ``KnowledgeBaseError/file(_:reason:)``;
  ///   ``KnowledgeBaseError/changedByOthers(_:)`` where something else stands that no build wrote.
  public mutating func write(
    _ bytes: [UInt8],
    at place: String,
    in group: String
  ) throws(KnowledgeBaseError) {
    guard SafeFiles.isSafe(place) else { throw .unsafePath(place) }
    let sum = EditionPackage.sum(bytes)
    record.groups[group, default: FolderRecord.Group(madeOf: "")].files[place] = sum
    if intact.contains(place), knownSums[place] == sum {
      changes.kept += 1
      return
    }
    // An image of several texts.
    guard made.updateValue(sum, forKey: place) != sum else { return }
    if !isOverwriting, knownSums[place] == nil, journal.sums[place] == nil,
      SafeFiles.exists("\(path)/\(place)"), self.sum(of: place) != sum
    {
      throw .changedByOthers([place])
    }
    changes.written.append(place)
    guard !isDry else {
      if ["content/texts/", "cache/"].contains(where: place.hasPrefix) { drafts[place] = bytes }
      return
    }
    try journal.note(place, sum)
    try SafeFiles.write(bytes, at: place, in: path, knowing: &folders)
  }

  /// Writes a text.
  ///
  /// - Parameters:
  ///   - text: The file's text.
  ///   - place: Its path in the folder.
  ///   - group: The group it belongs to.
  /// - Throws: As ``write(_:at:in:)-([UInt8],_,_)``.
  public mutating func write(
    _ text: String,
    at place: String,
    in group: String
  ) throws(KnowledgeBaseError) {
    try write(Array(text.utf8), at: place, in: group)
  }

  /// The bytes of a file that was written or kept.
  ///
  /// - Parameter place: Its path in the folder.
  /// - Returns: The file; nil when it is not there.
  public func file(_ place: String) -> [UInt8]? {
    guard SafeFiles.isSafe(place) else { return nil }
    if let draft = drafts[place] { return draft }
    return try? SafeFiles.read("\(path)/\(place)")
  }

  /// The SHA-256 of the file at a place; nil where none of ours can be.
  private func sum(of place: String) -> String? {
    guard SafeFiles.isReached(place, in: path) else { return nil }
    return (try? SafeFiles.read("\(path)/\(place)")).map { EditionPackage.sum($0) }
  }

  /// Ends the build: what is no longer part of the knowledge base goes, and `kb.json` is written.
  ///
  /// - Returns: What the build did.
  /// - Throws: ``KnowledgeBaseError/file(_:reason:)``.
  public mutating func finish() throws(KnowledgeBaseError) -> Changes {
    let now = record.sums
    // What a broken build wrote and this one did not is no longer part of it either.
    let before = knownSums.merging(journal.sums) { known, _ in known }
    for (place, sum) in before.sorted(by: { $0.key < $1.key }) where now[place] == nil {
      // What a journal alone tells of goes only as it was written: a journal proves nothing.
      guard knownSums[place] != nil || self.sum(of: place) == sum else { continue }
      changes.removed.append(place)
      if !isDry { try SafeFiles.remove(place, in: path) }
    }
    if !isDry, record != known || !FileManager.default.fileExists(atPath: "\(path)/kb.json") {
      journal.sync()
      try SafeFiles.write(record.encoded, at: FolderRecord.place, in: path, knowing: &folders)
    }
    if !isDry { journal.end() }
    changes.written.sort()
    changes.unreadable.sort()
    return changes
  }
}
