// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder for MkDocs, Hugo or Obsidian that also holds the content, and may hold others' files.
///
/// What it wrote it knows by a `kb.json` there; what others made or changed it never touches.
public struct FolderHome: Sendable {
  /// What was brought to the folder, or would be.
  public struct Changes: Codable, Equatable, Sendable {
    /// The files written, by path.
    public var written: [String] = []
    /// The files removed, by path.
    public var removed: [String] = []
    /// How many stood there already.
    public var kept = 0
    /// The files that others made or changed, and that were left as they are.
    public var others: [String] = []
  }

  private static let format = "encrier-home/1"

  private let path: String

  /// Names a folder.
  ///
  /// - Parameter path: The folder; it is made where there is none.
  public init(_ path: String) {
    self.path = path
  }

  /// Brings a knowledge base's content to the folder.
  ///
  /// - Parameters:
  ///   - source: The knowledge base's folder.
  ///   - isDry: Whether nothing is written, and only told what would be.
  /// - Returns: What was done.
  /// - Throws: ``KnowledgeBaseError``.
  public func push(
    from source: String,
    isDry: Bool = false
  ) throws(KnowledgeBaseError) -> Changes {
    guard let record = try FolderRecord.read(in: source) else { throw .foreignFolder(source) }
    let wanted = record.sums.filter { GitFiles.isKept($0.key) }
    if !isDry { try SafeFiles.makeFolder(path) }
    let lock = try FolderLock(path, isDry: isDry)
    defer { withExtendedLifetime(lock) {} }
    let known = try known()
    var changes = Changes()
    var now: [String: String] = [:]
    var folders: Set<String> = []
    for (place, sum) in wanted.sorted(by: { $0.key < $1.key }) {
      switch try there(place, known: known[place]) {
      case .others(let its) where its != sum:
        changes.others.append(place)
        // What was written here and changed since is named until it is gone.
        now[place] = known[place]
      case .ours(let its?) where its == sum, .others(let its) where its == sum:
        changes.kept += 1
        now[place] = sum
      default:
        let bytes = try SafeFiles.read("\(source)/\(place)")
        // A file that is not what the record says was changed since it was built.
        guard EditionPackage.sum(bytes) == sum else { throw .changedByOthers([place]) }
        changes.written.append(place)
        now[place] = sum
        if !isDry { try SafeFiles.write(bytes, at: place, in: path, knowing: &folders) }
      }
    }
    for place in known.keys.sorted() where wanted[place] == nil {
      switch try there(place, known: known[place]) {
      case .others:
        changes.others.append(place)
        now[place] = known[place]
      case .ours(nil): break
      case .ours:
        changes.removed.append(place)
        if !isDry { try SafeFiles.remove(place, in: path) }
      }
    }
    changes.others.sort()
    if !isDry, now != known { try note(now, knowing: &folders) }
    return changes
  }

  private enum There {
    /// Nothing, or what was written here.
    case ours(String?)
    /// Something else; its SHA-256, empty for what is no file.
    case others(String)
  }

  /// What stands in a place.
  private func there(_ place: String, known sum: String?) throws(KnowledgeBaseError) -> There {
    guard SafeFiles.isSafe(place) else { throw .unsafePath(place) }
    guard SafeFiles.isReached(place, in: path) else { return .others("") }
    guard SafeFiles.exists("\(path)/\(place)") else { return .ours(nil) }
    guard let bytes = try? SafeFiles.read("\(path)/\(place)") else { return .others("") }
    let its = EditionPackage.sum(bytes)
    return its == sum ? .ours(its) : .others(its)
  }

  /// The files that were written here, with their SHA-256.
  private func known() throws(KnowledgeBaseError) -> [String: String] {
    guard SafeFiles.exists("\(path)/\(FolderRecord.place)") else { return [:] }
    let bytes = try SafeFiles.read("\(path)/\(FolderRecord.place)")
    guard let record = try? JSONDecoder().decode(FolderRecord.self, from: Data(bytes)),
      record.format == Self.format
    else { throw .foreignFolder(path) }
    return record.sums
  }

  private func note(
    _ files: [String: String],
    knowing folders: inout Set<String>
  ) throws(KnowledgeBaseError) {
    var record = FolderRecord()
    record.format = Self.format
    record.groups["content"] = FolderRecord.Group(madeOf: "", files: files)
    try SafeFiles.write(record.encoded, at: FolderRecord.place, in: path, knowing: &folders)
  }
}
