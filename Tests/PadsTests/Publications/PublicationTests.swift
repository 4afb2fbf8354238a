// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing
import TextCRDT

@testable import Pads

@Suite("Publications", .timeLimit(.minutes(2)))
struct PublicationTests {
  private let anne = Identity.guest(.random())
  private let time = SettableTime()

  private func name(_ text: String) throws -> PadName { try #require(PadName(text)) }

  /// A house with a finished pad.
  private func finished(_ pad: String = "secret-pad", _ text: String = "# Été 2024\n\nRien.")
    async throws -> House
  {
    let house = try House(now: time.clock)
    try await finish(pad, text, in: house)
    return house
  }

  private func finish(_ pad: String, _ text: String, in house: House) async throws {
    _ = try await house.pads.create(name(pad), text: text, by: anne)
    _ = try await house.pads.finish(name(pad), by: anne)
  }

  @Test(
    "make an edition readable under an address of its title, which stays when the title changes"
  )
  func publishing() async throws {
    let house = try await finished()
    let pad = try name("secret-pad")
    #expect(try await house.pads.editions(of: pad).editions.map(\.publication) == [nil])
    let first = try await house.pads.publish(1, of: pad, by: anne)
    #expect(first == PublishedEdition(address: "ete-2024", number: 1, published: time.now))
    time.advance(by: 1_000)
    #expect(try await house.pads.publish(1, of: pad, by: anne) == first)
    _ = try await house.pads.beginEdition(of: pad, by: anne)
    try await house.pads.put("# Hiver\n\nTout.", into: pad)
    _ = try await house.pads.finish(pad, by: anne)
    let second = try await house.pads.publish(2, of: pad, by: anne)
    #expect(second.address == "ete-2024" && second.published == time.now)
    #expect(try await house.pads.publications() == [first, second])
    let editions = try await house.pads.editions(of: pad).editions
    #expect(editions.map(\.publication) == [first, second])
    #expect(try await house.pads.newestEdition(of: pad) == 2)

    let contents = try await house.pads.contents(of: second, [.text])
    #expect(contents.parts == [.text: Array("# Hiver\n\nTout.".utf8)])
    #expect(contents.edition.sha256 == editions[1].sha256)
    let log = try await house.pads.log(of: first)
    #expect(EditionManifest.Digest(of: log) == contents.manifestBefore(editions)?.parts[.log])

    let deeds = try await house.pads.audit(of: pad)
    #expect(deeds.map(\.deed) == [.published, .published] && deeds.map(\.subject) == ["1", "2"])
    #expect(deeds.allSatisfy { $0.who == anne.stored })
    let again = try await house.restarted()
    #expect(try await again.pads.publications() == [first, second])
  }

  @Test("end when they are withdrawn, may begin again, and are remembered")
  func withdrawing() async throws {
    let house = try await finished()
    let pad = try name("secret-pad")
    await #expect(throws: PadError.notPublished) {
      try await house.pads.withdraw(1, of: pad, by: anne)
    }
    for number in [-1, 0, 2, .max] {
      await #expect(throws: PadError.noSuchEdition) {
        try await house.pads.publish(number, of: pad, by: anne)
      }
    }
    let published = try await house.pads.publish(1, of: pad, by: anne)
    time.advance(by: 5)
    let withdrawn = try await house.pads.withdraw(1, of: pad, by: anne)
    #expect(withdrawn.published == published.published && withdrawn.withdrawn == time.now)
    time.advance(by: 5)
    #expect(try await house.pads.withdraw(1, of: pad, by: anne) == withdrawn)
    #expect(try await house.pads.publications() == [withdrawn])
    await #expect(throws: PadError.notPublished) {
      try await house.pads.contents(of: withdrawn, [.text])
    }
    await #expect(throws: PadError.notPublished) { try await house.pads.log(of: published) }
    let again = try await house.pads.publish(1, of: pad, by: anne)
    #expect(again.published == time.now && again.withdrawn == nil)
    #expect(
      try await house.pads.audit(of: pad).map(\.deed) == [.published, .withdrawn, .published]
    )
  }

  @Test("have addresses of their own, and no other address leads to them")
  func addresses() async throws {
    let house = try await finished()
    for pad in ["two", "three"] { try await finish(pad, "# ÉTÉ, 2024!", in: house) }
    try await finish("four", "# Été 2024-2", in: house)
    var addresses: [String] = []
    for pad in ["secret-pad", "two", "four", "three"] {
      addresses.append(try await house.pads.publish(1, of: name(pad), by: anne).address)
    }
    #expect(addresses == ["ete-2024", "ete-2024-2", "ete-2024-2-2", "ete-2024-3"])
    let all = try await house.pads.publications()
    #expect(all.map(\.address) == addresses.sorted())
    for address in ["ete-2024-4", "secret-pad", "", "../ete-2024"] {
      let foreign = PublishedEdition(address: address, number: 1, published: time.now)
      await #expect(throws: PadError.notPublished) {
        try await house.pads.contents(of: foreign, [.text])
      }
    }
    let missing = PublishedEdition(address: "ete-2024", number: 2, published: time.now)
    await #expect(throws: PadError.notPublished) {
      try await house.pads.contents(of: missing, [.text])
    }
  }

  @Test("stay while their pad is in the trash, where nothing new is published; a purge ends them")
  func trash() async throws {
    let house = try await finished()
    let pad = try name("secret-pad")
    let published = try await house.pads.publish(1, of: pad, by: anne)
    try await house.pads.trash(pad, by: anne)
    #expect(try await house.pads.publications() == [published])
    #expect(try await house.pads.contents(of: published, [.text]).parts.count == 1)
    await #expect(throws: PadError.accessEnded(.trashed)) {
      try await house.pads.publish(1, of: pad, by: anne)
    }
    time.advance(by: PadHouse.trashLifetime)
    #expect(await house.pads.purgeTrash() == 1)
    let ended = try #require(try await house.pads.publications().first)
    #expect(ended.address == "ete-2024" && ended.withdrawn == time.now)
    await #expect(throws: PadError.accessEnded(.purged)) {
      try await house.pads.publish(1, of: pad, by: anne)
    }
    // Its address stays its own.
    try await finish("other", "# Été 2024", in: house)
    #expect(try await house.pads.publish(1, of: name("other"), by: anne).address == "ete-2024-2")
  }

  @Test("end when a passage is erased from under them, also when only their description holds it")
  func erasure() async throws {
    let house = try await finished("pad", "# Titre\n\nZoé Martin a dit oui.")
    let pad = try name("pad")
    _ = try await house.pads.publish(1, of: pad, by: anne)
    _ = try await house.pads.beginEdition(of: pad, by: anne)
    try await house.pads.put("# Titre\n\nElle a dit oui.", into: pad)
    _ = try await house.room("pad").setMeta(
      try MetaChanges(["people": .array(["Zoé Martin"])]),
      by: anne
    )
    _ = try await house.pads.finish(pad, by: anne)
    _ = try await house.pads.publish(2, of: pad, by: anne)
    _ = try await house.pads.erase("Zoé Martin", from: pad, by: anne)
    #expect(try await house.pads.publications().map(\.withdrawn) == [time.now, time.now])
    for number in 1...2 {
      await #expect(throws: PadError.noSuchEdition) {
        try await house.pads.publish(number, of: pad, by: anne)
      }
    }
  }

  @Test("of pads that cannot be read are there, and what of them cannot be read breaks no list")
  func damage() async throws {
    let house = try await finished()
    try await finish("bad", "# Autre", in: house)
    let published = try await house.pads.publish(1, of: name("secret-pad"), by: anne)
    let other = try await house.pads.publish(1, of: name("bad"), by: anne)
    // A row that no document takes.
    if let room = await house.pads.openRoom(try name("bad")) { await room.shutDown() }
    _ = try await house.folder.updateLog.append([NewLogEntry(update: [7, 7, 7])], to: "bad")
    await #expect(throws: PadError.self) { try await house.room("bad") }
    #expect(try await house.pads.publications() == [other, published])
    #expect(try await house.pads.contents(of: other, [.text]).parts.count == 1)
    let store = house.folder.records
    let revision = try await store.record("bad", in: "publications")?.revision ?? 0
    #expect(try await store.put([1], at: "bad", in: "publications", ifRevision: revision))
    #expect(try await house.pads.publications() == [published])
    await #expect(throws: PadError.self) { try await house.pads.contents(of: other, [.text]) }
  }

  @Test("and their contents never hold the pad's own name")
  func privacy() async throws {
    let house = try await finished()
    let published = try await house.pads.publish(1, of: name("secret-pad"), by: anne)
    let contents = try await house.pads.contents(of: published, Set(EditionPart.allCases))
    var bytes = contents.manifest + (try await house.pads.log(of: published))
    for part in contents.parts.values { bytes += part }
    bytes += Array("\(try await house.pads.publications())".utf8)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("secret-pad"))
    if let guest = anne.stored { #expect(!text.contains(guest)) }
  }

  @Test("tell of what changes, once for all that who listens has not looked at")
  func news() async throws {
    let house = try await finished()
    let pad = try name("secret-pad")
    var changes = house.pads.publicationChanges().makeAsyncIterator()
    _ = try await house.pads.publish(1, of: pad, by: anne)
    _ = try await house.pads.publish(1, of: pad, by: anne)
    _ = try await house.pads.withdraw(1, of: pad, by: anne)
    _ = try await house.pads.withdraw(1, of: pad, by: anne)
    #expect(await changes.next() != nil)
    _ = try await house.pads.publish(1, of: pad, by: anne)
    #expect(await changes.next() != nil)
    await house.pads.shutDown()
    #expect(await changes.next() == nil)
    var late = house.pads.publicationChanges().makeAsyncIterator()
    #expect(await late.next() == nil)
  }
}

extension EditionContents {
  /// The manifest of the edition before this one.
  fileprivate func manifestBefore(_ editions: [PadEdition]) -> EditionManifest? {
    editions.first { $0.number == edition.number - 1 }?.manifest
  }
}
