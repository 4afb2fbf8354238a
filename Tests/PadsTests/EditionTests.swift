// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing
import TextCRDT

@testable import Pads

@Suite("Editions", .timeLimit(.minutes(2)))
struct EditionTests {
  private let anne = Identity.guest(.random())
  private let bob = Identity.guest(.random())
  private let time = SettableTime()
  private var pad: PadName { get throws { try #require(PadName("pad")) } }

  /// A house with a pad in which both have written, and who is in it.
  private func written() async throws -> (house: House, anne: Peer, bob: Peer) {
    let house = try House(now: time.clock)
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    try await settle(one, two)
    try one.insert("# Charte\n\nNous partageons.", at: 0)
    try await settle(one, two)
    time.advance(by: 1_500)
    try two.insert(" Tout.", at: 26)
    try two.edit { document throws(EditError) in
      try document.map("meta").set("signers", ["Anne", "Bob"])
      try document.map("meta").set("language", "fr")
    }
    try await settle(one, two)
    return (house, one, two)
  }

  @Test(
    "lock the pad for everybody, and what was there is proved by its history, also after a restart"
  )
  func finishing() async throws {
    let (house, one, two) = try await written()
    let finished = try await house.pads.finish(pad, note: " Adoptée. ", by: anne)
    let edition = try #require(finished.editions.first)
    let manifest = try #require(edition.manifest)
    #expect(finished.current == 1 && finished.begun == nil)
    #expect(manifest.title == "Charte" && manifest.signers == ["Anne", "Bob"])
    #expect(manifest.note == "Adoptée." && manifest.replaces == nil && manifest.previous == nil)
    #expect(manifest.head == 2)
    #expect(finished.missing == [.date, .licence, .description, .tags])
    try await settle(one, two)
    #expect(one.edition == 1 && two.edition == 1)
    #expect(try await house.pads.checkEditions(of: pad).map(\.faults) == [[]])

    try one.insert("Non. ", at: 0)
    try await settle(one, two)
    #expect(
      one.sink.closing?.code == 4403
        && one.sink.closing?.reason == "pad-finished: the pad is an edition"
    )
    #expect(two.text == "# Charte\n\nNous partageons. Tout.")
    let house2 = try await house.restarted()
    let room = try await house2.room("pad")
    await #expect(throws: PadError.finished) { try await room.replaceText("Autre", by: anne) }
    await #expect(throws: PadError.finished) {
      try await room.setMeta(try MetaChanges(["title": "Autre"]), by: anne)
    }
    await #expect(throws: PadError.finished) { try await house2.pads.put("Autre", into: pad) }
    await #expect(throws: PadError.finished) {
      try await house2.pads.restoreText(at: .sequence(1), of: pad, by: anne)
    }
    await #expect(throws: PadError.finished) { try await house2.pads.finish(pad, by: anne) }
    #expect(try await house2.pads.checkEditions(of: pad).map(\.faults) == [[]])
    let contents = try await house2.pads.edition(1, of: pad)
    #expect(contents.parts[.text] == Array("# Charte\n\nNous partageons. Tout.".utf8))
    #expect(
      contents.parts[.metadata] == Array(#"{"language":"fr","signers":["Anne","Bob"]}"#.utf8)
    )
  }

  @Test("are replaced by the next one, which names the one before")
  func next() async throws {
    let (house, one, two) = try await written()
    await #expect(throws: PadError.notFinished) {
      try await house.pads.beginEdition(of: pad, by: anne)
    }
    let first = try await house.pads.finish(pad, by: anne)
    let begun = try await house.pads.beginEdition(of: pad, note: "Coquilles", by: anne)
    #expect(begun.current == nil && begun.begun?.replaces == 1 && begun.begun?.note == "Coquilles")
    try await settle(one, two)
    #expect(one.edition == 0)
    try one.insert("La ", at: 2)
    try await settle(one, two)
    #expect(one.sink.closing == nil && two.text.hasPrefix("# La Charte"))
    // Who agreed did so with the first.
    #expect(try await house.pads.editions(of: pad).missing.contains(.agreement))
    let second = try await house.pads.finish(pad, by: anne)
    #expect(second.editions.map { $0.manifest?.signers ?? [] } == [["Anne", "Bob"], []])
    #expect(second.editions.map(\.number) == [1, 2] && second.current == 2)
    #expect(second.editions.last?.manifest?.previous == first.editions.first?.sha256)
    #expect(second.editions.last?.manifest?.replaces == 1)
    #expect(second.editions.first == first.editions.first)
    #expect(try await house.pads.checkEditions(of: pad).map(\.faults) == [[], []])
    #expect(try await house.pads.checkEditions(of: pad, number: 2).map(\.number) == [2])
    await #expect(throws: PadError.noSuchEdition) {
      try await house.pads.checkEditions(of: pad, number: 3)
    }
  }

  @Test("need a title, and a pad that has none can still be written in")
  func untitled() async throws {
    let house = try House()
    let room = try await house.room("pad")
    try await room.replaceText("sans titre")
    await #expect(throws: PadError.untitled) { try await house.pads.finish(pad, by: anne) }
    try await room.replaceText("# Titre")
    #expect(try await house.pads.finish(pad, by: anne).current == 1)
  }

  @Test("keep the rows under them as they are, and rows after them are joined")
  func frozen() async throws {
    let (house, one, two) = try await written()
    try await settle(one, two)
    for index in 0..<20 {
      try one.insert("a", at: index + 2)
      try await settle(one)
      time.advance(by: 20)
    }
    _ = try await house.pads.finish(pad, by: anne)
    let head = try await house.pads.editions(of: pad).editions.first?.manifest?.head
    _ = try await house.pads.beginEdition(of: pad, by: anne)
    for index in 0..<20 {
      try one.insert("b", at: index + 2)
      try await settle(one)
      time.advance(by: 20)
    }
    time.advance(by: 7_200_000)
    let checkpoint = try await house.room("pad")
    try await house.folder.checkpoints.store(
      Checkpoint(sequence: 42, state: try await checkpoint.state(), pending: nil),
      of: "pad"
    )
    let done = try await house.pads.coalesce(pad)
    #expect(done.rowsAfter < done.rowsBefore && done.rowsBefore <= 20)
    let rows = try await house.folder.updateLog.replay("pad", after: 0)
    #expect(rows.filter { $0.sequence <= head ?? 0 }.allSatisfy { $0.count == 1 })
    #expect(try await house.pads.checkEditions(of: pad).map(\.faults) == [[]])
  }

  @Test(
    "tell which part was changed by who can write into the database",
    arguments: EditionPart.allCases
  )
  func tampered(part: EditionPart) async throws {
    let (house, _, _) = try await written()
    _ = try await house.pads.finish(pad, by: anne)
    let store = house.folder.records
    if part == .log {
      let manifest = try await house.pads.edition(1, of: pad).manifest
      var proof = EditionProof(manifest: manifest, sha256: nil)
      for one in EditionPart.allCases where one != .log {
        proof.take(one, try await house.pads.edition(1, of: pad).parts[one])
      }
      for entry in try await house.folder.updateLog.replay("pad", after: 0) {
        var update = entry.update
        if entry.sequence == 2 { update[update.count - 2] ^= 1 }
        proof.take(LogPart.Row(sequence: entry.sequence, time: entry.time, update: update))
      }
      let faults = proof.finish().faults
      #expect(!faults.isEmpty && faults.allSatisfy { $0.part == .log })
      return
    }
    let collection = "edition-parts:pad"
    let record = try #require(try await store.record("1.\(part.rawValue)", in: collection))
    for place in record.value.indices {
      var value = record.value
      value[place] ^= 1
      let revision = try await store.record(record.key, in: collection)?.revision ?? 0
      #expect(try await store.put(value, at: record.key, in: collection, ifRevision: revision))
      let check = try #require(try await house.pads.checkEditions(of: pad).first)
      #expect(check.faults == [.init(part: part, row: nil, kind: .otherHash)], "\(place)")
    }
    let revision = try await store.record(record.key, in: collection)?.revision ?? 0
    #expect(try await store.put(nil, at: record.key, in: collection, ifRevision: revision))
    let check = try #require(try await house.pads.checkEditions(of: pad).first)
    #expect(check.faults == [.init(part: part, row: nil, kind: .missing)])
  }

  @Test("with hashes that agree but another text do not follow from their history")
  func forged() async throws {
    let (house, _, _) = try await written()
    _ = try await house.pads.finish(pad, by: anne)
    let true1 = try await house.pads.edition(1, of: pad)
    let manifest = try #require(true1.edition.manifest)
    let log = try await house.pads.log(under: true1.edition, of: pad)
    #expect(manifest.parts[.log] == EditionManifest.Digest(of: log))
    #expect(LogPart.rows(of: log).isWhole && LogPart.rows(of: log).rows.count == 2)
    let text = Array("# Charte\n\nRien.".utf8)
    var digests = manifest.parts
    digests[.text] = EditionManifest.Digest(of: text)
    let forged = EditionManifest(
      number: 1,
      title: manifest.title,
      finished: 0,
      signers: manifest.signers,
      note: nil,
      replaces: nil,
      previous: nil,
      head: manifest.head,
      parts: digests
    )
    var proof = EditionProof(manifest: forged.encoded, sha256: nil)
    for (part, bytes) in true1.parts { proof.take(part, part == .text ? text : bytes) }
    for row in LogPart.rows(of: log).rows { proof.take(row) }
    #expect(proof.finish().faults == [.init(part: .text, row: nil, kind: .otherThanHistory)])
  }

  @Test("name people as these, or the pad's owner, decided, and never by what identifies them")
  func contributors() async throws {
    let (house, _, _) = try await written()
    let shown = try await house.pads.contributors(of: pad, for: anne)
    #expect(shown.map(\.length) == [26, 6] && shown.map(\.isMine) == [true, false])
    try await house.pads.publish(shown[0].id, as: "Camille", in: pad, by: anne)
    try await house.pads.publish(shown[1].id, as: "Un voisin", in: pad, by: anne)
    await #expect(throws: PadError.beyondRole(.editor)) {
      try await house.pads.publish(shown[0].id, as: "Moi", in: pad, by: bob)
    }
    // What somebody chose for themself is theirs, until they leave it to the owner.
    try await house.pads.publish(shown[1].id, as: "Bob", in: pad, by: bob)
    await #expect(throws: PadError.beyondRole(.owner)) {
      try await house.pads.publish(shown[1].id, as: "Un voisin", in: pad, by: anne)
    }
    #expect(
      try await house.pads.contributors(of: pad, for: anne).map(\.mayChange) == [true, false]
    )
    try await house.pads.publish(shown[1].id, as: "", in: pad, by: bob)
    try await house.pads.publish(shown[1].id, as: "Un voisin", in: pad, by: anne)
    await #expect(throws: PadError.unfitEditionText) {
      try await house.pads.publish(shown[1].id, as: "\u{202E}Moi", in: pad, by: bob)
    }
    _ = try await house.pads.finish(pad, by: anne)
    let part = try await house.pads.edition(1, of: pad).parts[.contributors]
    #expect(
      String(decoding: part ?? [], as: UTF8.self)
        == #"[{"kind":"guest","length":26,"name":"Camille","person":1},"#
        + #"{"kind":"guest","length":6,"name":"Un voisin","person":2}]"#
    )
  }

  @Test(
    "name a person as they chose, also when they chose it as somebody else before they signed in"
  )
  func chosenBefore() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let account = try await house.pads.accounts.add(
      name: "Bob Secretname",
      email: "bob@exemple.fr",
      password: nil
    )
    guard case .guest(let phone) = bob else { return }
    let (one, two) = (Peer(1, in: room, as: bob), Peer(2, in: room, as: .account(account.id)))
    try await settle(one, two)
    try one.insert("# Du téléphone", at: 0)
    try await settle(one, two)
    try two.insert("\n\nDu bureau.", at: 14)
    try await settle(one, two)
    let member = Identity.account(account.id)
    try await house.pads.publish(2, as: "Colette", in: pad, by: member)
    #expect(try await house.pads.accounts.absorb(phone, into: account.id))
    let shown = try await house.pads.contributors(of: pad, for: member)
    #expect(shown.map(\.published) == ["Colette"])
    _ = try await house.pads.finish(pad, by: member)
    let part = try await house.pads.edition(1, of: pad).parts[.contributors] ?? []
    #expect(!String(decoding: part, as: UTF8.self).contains("Secretname"))
  }

  @Test("said to be erased where nothing was are not believed")
  func falselyErased() async throws {
    let (house, _, _) = try await written()
    _ = try await house.pads.finish(pad, by: anne)
    try await house.pads.editionBook.change(pad) { record throws(PadError) in
      record.editions[0].erased = 1
    }
    #expect(try await house.pads.checkEditions(of: pad).first?.faults.isEmpty == false)
  }

  @Test("lose all but number and hash when what is erased also stands in their note")
  func erasedNote() async throws {
    let (house, _, _) = try await written()
    _ = try await house.pads.finish(pad, note: "Nous partageons, dit Zoé.", by: anne)
    #expect(try await house.pads.erase("partageons", from: pad, by: anne).count == 1)
    let edition = try #require(try await house.pads.editions(of: pad).editions.first)
    #expect(edition.manifest == nil && edition.erased != nil)
    #expect(try await house.pads.checkEditions(of: pad).first?.faults == [])
  }

  @Test("forget what somebody would be published as when that person is erased")
  func unpublished() async throws {
    let (house, one, two) = try await written()
    let shown = try await house.pads.contributors(of: pad, for: anne)
    for person in shown {
      try await house.pads.publish(person.id, as: "N\(person.id)", in: pad, by: anne)
    }
    try await house.pads.erase(bob)
    let after = try await house.pads.contributors(of: pad, for: anne)
    #expect(after.map(\.published) == ["N1", nil])
    _ = (one, two)
  }

  @Test("lose their text by an erasure, keep their hashes, and check as erased")
  func erased() async throws {
    let (house, one, two) = try await written()
    let first = try await house.pads.finish(pad, by: anne)
    time.advance(by: 60_000)
    #expect(try await house.pads.places(of: "partageons", in: pad).editions == [1])
    #expect(try await house.pads.erase("partageons", from: pad, by: anne).count == 1)
    let after = try await house.pads.editions(of: pad)
    #expect(after.current == 1 && after.editions.first?.sha256 == first.editions.first?.sha256)
    #expect(after.editions.first?.erased == time.clock())
    let check = try await house.pads.checkEditions(of: pad)
    #expect(check.first?.erased == time.clock() && check.first?.faults == [])
    await #expect(throws: PadError.noSuchEdition) { try await house.pads.edition(1, of: pad) }
    let parts = try await house.folder.records.records(in: "edition-parts:pad")
    #expect(parts.map(\.key) == ["1.contributors", "1.metadata"])
    _ = (one, two)
  }

  @Test("of a purged pad leave number and hash")
  func purged() async throws {
    let (house, _, _) = try await written()
    let first = try await house.pads.finish(pad, by: anne)
    try await house.pads.trash(pad, by: anne)
    time.advance(by: PadHouse.trashLifetime + 1)
    #expect(await house.pads.purgeTrash() == 1)
    let check = try #require(try await house.pads.checkEditions(of: pad).first)
    #expect(check.erased == time.clock() && check.sha256 == first.editions.first?.sha256)
    #expect(try await house.folder.records.records(in: "edition-parts:pad").isEmpty)
  }

  @Test(
    "that a crash cut off leave the pad open, and are finished by the next try",
    arguments: 0..<6
  )
  func crash(after writes: Int) async throws {
    let (house, one, _) = try await written()
    // What a killed process leaves: some of the parts, and no edition.
    let store = house.folder.records
    for part in EditionPart.allCases.filter({ $0 != .log }).prefix(writes) {
      _ = try await store.put(
        [1, 2],
        at: "1.\(part.rawValue)",
        in: "edition-parts:pad",
        ifRevision: 0
      )
    }
    let killed = try house.killed()
    #expect(try await killed.pads.editions(of: pad).current == nil)
    let room = try await killed.room("pad")
    try await room.replaceText("# Charte\n\nMieux.")
    #expect(try await killed.pads.finish(pad, by: anne).current == 1)
    #expect(try await killed.pads.checkEditions(of: pad).map(\.faults) == [[]])
    _ = one
  }

  @Test("finished while people write hold all that was acknowledged before and nothing after")
  func racing() async throws {
    for seed in 0..<20 {
      let house = try House()
      let room = try await house.room("pad")
      let one = Peer(1, in: room, as: anne)
      try await settle(one)
      try one.insert("# Titre\n", at: 0)
      try await settle(one)
      async let finishing = house.pads.finish(pad, by: anne)
      for index in 0..<(seed * 3) { try? one.insert("x", at: 8 + index) }
      _ = try await finishing
      try await settle(one)
      let text = try await house.pads.edition(1, of: pad).parts[.text] ?? []
      #expect(try await room.text().text == String(decoding: text, as: UTF8.self))
      #expect(one.savedClock <= UInt64(text.count))
      #expect(try await house.pads.checkEditions(of: pad).map(\.faults) == [[]])
    }
  }
}
