// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

@Suite("News of editions")
struct EditionNewsTests {
  private static func publication(
    _ address: String,
    _ published: Int64,
    _ withdrawn: Int64? = nil
  ) -> PublishedEdition {
    PublishedEdition(address: address, number: 1, published: published, withdrawn: withdrawn)
  }

  @Test("say what an edition is, and of people only the names they are published by")
  func published() async throws {
    var editions = SampleEditions()
    editions.add("charte", title: "Cha\"rte\u{1}", text: "Un <texte>.\n", meta: #"{"tags": ["a"]}"#)
    let publication = try #require(try await editions.publications().first)
    let contents = try await editions.contents(
      of: publication,
      [.text, .metadata, .contributors]
    )
    var settings = KnowledgeBaseSettings()
    settings.url = "https://kb.example/kb"
    let news = try EditionNews(contents, publication, settings)
    let read = try JSONSerialization.jsonObject(with: Data(news.json.utf8)) as? [String: Any]
    let json = try #require(read)
    #expect(json["event"] as? String == "published" && json["title"] as? String == "Cha\"rte\u{1}")
    #expect(json["address"] as? String == "charte" && json["number"] as? Int == 1)
    #expect(json["text"] as? String == "Un <texte>.\n")
    #expect(json["sha256"] as? String == contents.edition.sha256)
    #expect(json["url"] as? String == "https://kb.example/kb/fr/texts/charte/edition-1.html")
    #expect((json["metadata"] as? [String: Any])?["tags"] as? [String] == ["a"])
    let people = try #require(json["contributors"] as? [[String: Any]])
    #expect(people.map { $0.keys.sorted() } == [["kind", "length", "name"]])
  }

  @Test("are signed as others sign, too")
  func signature() {
    let news = EditionNews(withdrawn: Self.publication("a", 1, 1_704_067_200_000))
    #expect(
      news.json
        == #"{"event":"withdrawn","time":"2024-01-01T00:00:00.000Z","address":"a","number":1}"#
    )
    // printf '%s' JSON | openssl dgst -sha256 -hmac secret
    #expect(
      news.signature(by: "secret")
        == "sha256=74e80b0f85e75150bca95a4f02866f6625e44aea87b909aeaecf41ac858e8cd0"
    )
  }

  @Test("are told once, in their order, and of what was withdrawn only to who knew it")
  func once() {
    var told = ToldNews()
    let first = [Self.publication("b", 1), Self.publication("a", 2), Self.publication("c", 1, 3)]
    #expect(told.news(in: first).map(\.address) == ["b", "a"])
    told.note(first[0])
    #expect(told.news(in: first).map(\.address) == ["a"])
    told.note(first[1])
    #expect(told.news(in: first).isEmpty)
    let second = [Self.publication("b", 1, 5), Self.publication("a", 2), Self.publication("c", 4)]
    #expect(told.news(in: second).map(\.address) == ["c", "b"])
    for news in told.news(in: second) { told.note(news) }
    #expect(told.news(in: second).isEmpty)
    // Published again.
    #expect(told.news(in: [Self.publication("b", 9)]).map(\.address) == ["b"])
  }

  @Test("are noted beside the knowledge base they are of, for each home")
  func noted() async throws {
    let folder = GitFolder()
    try await folder.build(SampleEditions()) { $0.hasGit = false }
    var told = try ToldNews(by: "https://a.example", in: folder.path)
    told.note(Self.publication("a", 1))
    try told.write(by: "https://a.example", in: folder.path)
    try ToldNews().write(by: "https://b.example", in: folder.path)
    #expect(try ToldNews(by: "https://a.example", in: folder.path) == told)
    #expect(try !folder.read(".encrier-homes.json").contains("example"))
    try await folder.build(SampleEditions()) { $0.hasGit = false }
    #expect(try ToldNews(by: "https://a.example", in: folder.path) == told)
  }
}
