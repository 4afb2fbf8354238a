// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Which files of a folder its repository keeps, and what it was given of them last.
struct GitFiles {
  private static let knownPlace = ".git/encrier-files"

  /// The files that are kept now, by path, with their hashes in git.
  private(set) var now: [String: String] = [:]
  /// Those that were given last, in the same way.
  let before: [String: String]
  /// Of each edition, its files.
  private(set) var places: [String: [String]] = [:]
  private let path: String
  private let sums: [String: String]

  /// Compares a folder with what its repository was given.
  init(_ path: String) throws(KnowledgeBaseError) {
    self.path = path
    guard let record = try FolderRecord.read(in: path) else { throw .foreignFolder(path) }
    sums = record.sums
    var before: [String: String] = [:]
    var ids: [String: String] = [:]
    let known = (try? SafeFiles.read("\(path)/\(Self.knownPlace)")) ?? []
    for line in String(decoding: known, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count == 3 else { continue }
      before[words[2]] = words[1]
      ids[words[0]] = words[1]
    }
    self.before = before
    for (group, files) in record.groups {
      places[group] = files.files.keys.filter(Self.isKept).sorted()
    }
    for (place, sum) in sums where Self.isKept(place) {
      // What was given already need not be read again.
      now[place] =
        if let id = ids[sum] { id } else { GitTree.id(of: try SafeFiles.read("\(path)/\(place)")) }
    }
  }

  /// A file's bytes.
  func bytes(of place: String) throws(KnowledgeBaseError) -> [UInt8] {
    try SafeFiles.read("\(path)/\(place)")
  }

  /// Notes that the repository has all of them.
  func note() throws(KnowledgeBaseError) {
    let lines = now.sorted { $0.key < $1.key }.map {
      "\(sums[$0.key] ?? "") \($0.value) \($0.key)\n"
    }
    var folders: Set<String> = []
    let bytes = Array(lines.joined().utf8)
    try SafeFiles.write(bytes, at: Self.knownPlace, in: path, knowing: &folders)
  }

  /// Whether a file of the folder is content, or says how programs build it.
  static func isKept(_ place: String) -> Bool {
    !["site/", "bags/"].contains(where: place.hasPrefix)
  }
}
