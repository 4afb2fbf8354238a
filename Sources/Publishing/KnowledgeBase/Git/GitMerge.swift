// SPDX-License-Identifier: Apache-2.0

/// What becomes of two sides' files.
struct GitMerge {
  /// The files of our side.
  let ours: GitTree
  /// What changes of them; nil for what goes.
  private(set) var changes: [String: GitTree.Entry?] = [:]
  /// What others made of files that ours stay in the place of.
  private(set) var beside: [(place: String, entry: GitTree.Entry)] = []

  /// Compares both sides with what they come from.
  ///
  /// - Parameters:
  ///   - ours: Our files.
  ///   - theirs: The others'.
  ///   - base: Those of the last commit that both have.
  ///   - isOurs: Whether a file is part of the knowledge base, which only we write.
  init(ours: GitTree, theirs: GitTree, base: GitTree, isOurs: (String) -> Bool) {
    self.ours = ours
    let places = Set(theirs.entries.keys).union(base.entries.keys)
    for place in places.sorted() {
      let (our, their, before) = (ours.entries[place], theirs.entries[place], base.entries[place])
      guard their != before, their != our else { continue }
      if our == before, !isOurs(place) {
        changes[place] = .some(their)
      } else if let their {
        let other = Self.free(place, their, ours, changes)
        beside.append((other, their))
        if ours.entries[other] != their { changes[other] = their }
      }
    }
  }

  /// Whether a path can be part of a folder.
  static func isFit(_ place: String) -> Bool {
    SafeFiles.isSafe(place) && place.split(separator: "/").allSatisfy { $0.lowercased() != ".git" }
  }

  /// Whether a file of others may stand in the folder: not where pages are served or bags proved, and not under
  /// the names by which the folder is kept.
  static func isPlaced(_ place: String) -> Bool {
    let words = place.lowercased().split(separator: "/")
    return !["site", "bags", "cache"].contains(words.first) && place != FolderRecord.place
      && !words.contains { $0.hasPrefix(".encrier-") }
  }

  /// A path beside another one that nothing else has.
  private static func free(
    _ place: String,
    _ entry: GitTree.Entry,
    _ ours: GitTree,
    _ changes: [String: GitTree.Entry?]
  ) -> String {
    var (name, count) = ("\(place).theirs", 1)
    while true {
      let there = ours.entries[name] ?? changes[name].flatMap(\.self)
      guard let there, there != entry else { return name }
      count += 1
      name = "\(place).theirs-\(count)"
    }
  }
}
