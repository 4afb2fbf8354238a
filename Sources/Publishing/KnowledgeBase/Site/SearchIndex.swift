// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// What the search page loads: the texts, and the words of all of them in shards by their first letters, as scripts, so
/// that it works from the disk.
struct SearchIndex {
  private let base: KnowledgeBase

  init(_ base: KnowledgeBase) { self.base = base }

  /// The texts in the order of their numbers here: a new one comes last, so that most shards stay as they are.
  private var texts: [KnowledgeBase.Text] {
    base.texts.sorted {
      ($0.editions[0].published, $0.address) < ($1.editions[0].published, $1.address)
    }
  }

  /// Writes it, of the words that the editions' groups keep.
  func write(_ group: String, into folder: inout KnowledgeBaseFolder) throws(KnowledgeBaseError) {
    var entries: [[UInt8]: String] = [:]
    var last: [[UInt8]: Int] = [:]
    let texts = texts
    for (number, text) in texts.enumerated() {
      guard let bytes = folder.file(SearchTerms.place(text.newest)) else { continue }
      SearchTerms.read(bytes) { word, weight in
        let word = Array(word)
        let step = number - last[word, default: 0]
        last[word] = number
        let code = String(step * 32 + weight, radix: 36)
        if entries[word]?.append(" \(code)") == nil { entries[word] = code }
      }
    }
    var shards: [String: [(word: String, texts: String)]] = [:]
    for (word, texts) in entries {
      let word = String(decoding: word, as: UTF8.self)
      shards[Self.shard(word), default: []].append((word, texts))
    }
    for (name, words) in shards {
      // Words are letters and digits: nothing in them needs escaping.
      let lines = words.sorted { $0.word < $1.word }.map { "\"\($0.word)\":\"\($0.texts)\"" }
      try folder.write(
        "kbSearch.shard(\"\(name)\",{\(lines.joined(separator: ",\n"))})\n",
        at: "site/search/\(name).js",
        in: group
      )
    }
    let known = Value.object([
      Value.Member(key: "shards", value: .array(shards.keys.sorted().map { .string($0) })),
      Value.Member(key: "texts", value: .array(texts.map(Self.entry))),
    ])
    try folder.write(
      "kbSearch.start(\(known.jsonText ?? "{}"))\n",
      at: "site/search/index.js",
      in: group
    )
  }

  /// Which file a word is in: by its first two letters, or the block of signs its first is of.
  static func shard(_ word: String) -> String {
    let scalars = word.unicodeScalars
    guard let first = scalars.first else { return "_" }
    guard first.isASCII else { return "x-\(String(first.value >> 6, radix: 16))" }
    let second = scalars.dropFirst().first
    return "t-\(first)\(second.map { $0.isASCII ? String($0) : "_" } ?? "_")"
  }

  private static func entry(_ text: KnowledgeBase.Text) -> Value {
    .array([
      .string(text.address), .string(text.newest.title), .number(Double(text.newest.number)),
      .string(text.newest.siteDate?.text ?? ""),
    ])
  }

  /// A text with its description, for the passages that results show.
  static func passages(_ card: EditionCard, _ plain: String) -> String {
    let known = Value.object([
      Value.Member(key: "about", value: .string(card.text("description") ?? "")),
      Value.Member(key: "language", value: .string(SiteNames.language(card) ?? "")),
      Value.Member(key: "text", value: .string(String(plain.prefix(200_000)))),
    ])
    let address = Value.string(card.address).jsonText ?? "\"\""
    return "kbSearch.text(\(address),\(known.jsonText ?? "{}"))\n"
  }
}
