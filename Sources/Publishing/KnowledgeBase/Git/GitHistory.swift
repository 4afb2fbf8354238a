// SPDX-License-Identifier: Apache-2.0

import Pads

/// What a repository still lacks of a knowledge base, commit by commit.
struct GitHistory {
  /// A commit, and what it does.
  struct Step {
    let commit: GitStream.Commit
    let written: [String]
    let removed: [String]
    /// The tag it gets.
    var tag: String?
    var tagMessage = ""
  }

  private enum Event {
    case published(EditionCard)
    case withdrawn(PublishedEdition, Int64)
    case indexes
  }

  /// What the steps so far were.
  private(set) var commits = GitHome.Commits()

  private let files: GitFiles
  private var tree: [String: String]
  private var events: [Event] = []
  private var place = 0
  private let last: Int64
  private let textCount: Int

  /// Finds what is missing.
  ///
  /// - Parameters:
  ///   - files: What the folder holds.
  ///   - base: What is published.
  ///   - tree: What the repository holds.
  init(_ files: GitFiles, _ base: KnowledgeBase, _ tree: GitTree) {
    self.files = files
    // A file that was made a link is another one.
    self.tree = tree.entries.filter { $0.value.isFile }.mapValues(\.id)
    textCount = base.texts.count
    let cards = base.texts.flatMap(\.editions)
    var dated = cards.map { card in
      (card.published, "\(card.address)/\(card.number)", Event.published(card))
    }
    dated += base.withdrawn.map { edition in
      let time = edition.withdrawn ?? edition.published
      return (time, "\(edition.address)/\(edition.number)", .withdrawn(edition, time))
    }
    dated.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    last = dated.last?.0 ?? 0
    events = dated.map(\.2) + [.indexes]
  }

  /// The next commit; nil when nothing is missing any more.
  mutating func next() -> Step? {
    while place < events.count {
      let event = events[place]
      place += 1
      guard let step = step(event), !(step.written + step.removed).isEmpty else { continue }
      for file in step.removed { tree[file] = nil }
      for file in step.written { tree[file] = files.now[file] }
      switch event {
      case .published(let card): commits.editions.append("\(card.address)/\(card.number)")
      case .withdrawn(let edition, _):
        commits.withdrawn.append("\(edition.address)/\(edition.number)")
      case .indexes: commits.hasIndexes = true
      }
      return step
    }
    return nil
  }

  private func step(_ event: Event) -> Step? {
    switch event {
    case .published(let card):
      let name = "\(card.address)/\(card.number)"
      guard tree[Self.stem(card.address, card.number) + "md"] == nil else { return nil }
      return Step(
        commit: Self.commit(of: card),
        written: (files.places[name] ?? []).filter { tree[$0] != files.now[$0] },
        removed: [],
        tag: name,
        tagMessage: "\(Self.subject(of: card))\n\nsha256:\(card.sha256)\n"
      )
    case .withdrawn(let edition, let time):
      let stem = Self.stem(edition.address, edition.number)
      let name = "\(edition.address)/\(edition.number)"
      return Step(
        commit: GitStream.Commit(
          author: GitNames.committer,
          date: time,
          message: "Withdraw \(name)\n"
        ),
        written: [],
        removed: gone.filter { $0.hasPrefix(stem) }
      )
    case .indexes:
      return Step(
        commit: GitStream.Commit(
          author: GitNames.committer,
          date: last,
          message: "Indexes of \(textCount) texts\n"
        ),
        written: files.now.filter { tree[$0.key] != $0.value }.keys.sorted(),
        removed: gone
      )
    }
  }

  /// The files of the knowledge base that the repository has and that are none any more.
  private var gone: [String] {
    files.before.keys.filter { files.now[$0] == nil && tree[$0] != nil }.sorted()
  }

  /// How an edition's files begin.
  private static func stem(_ address: String, _ number: Int) -> String {
    "content/texts/\(address)/edition-\(number)."
  }

  private static func subject(of card: EditionCard) -> String {
    "\(GitNames.line(card.title, 150)), edition \(card.number)"
  }

  private static func commit(of card: EditionCard) -> GitStream.Commit {
    var names: [String] = []
    for name in card.contributors.compactMap({ $0.name.flatMap(GitNames.person) })
    where !names.contains(name) {
      names.append(name)
    }
    let others = names.dropFirst().map { "Co-authored-by: \(GitNames.identity($0))\n" }
    return GitStream.Commit(
      author: names.first ?? GitNames.nobody,
      date: card.published,
      message: """
        \(subject(of: card))

        Edition: \(card.address)/\(card.number)
        Edition-SHA256: \(card.sha256)
        \(others.joined())
        """
    )
  }
}
