// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import SyncProtocol
import Synchronization
import TestSupport
import Testing
import TextCRDT

@testable import Pads

@Suite("Erasing a passage", .timeLimit(.minutes(2)))
struct PassageErasureTests {
  private let anne = Identity.guest(.random())
  private let bob = Identity.guest(.random())
  private let time = SettableTime()
  private var pad: PadName { get throws { try #require(PadName("pad")) } }

  /// The files of the data folder that hold some bytes.
  private func files(_ house: House, with text: String) throws -> [String] {
    let folder = URL(fileURLWithPath: house.temporary.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { name in
      let file = folder.appendingPathComponent(name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        return false
      }
      return try Data(contentsOf: file).range(of: Data(text.utf8)) != nil
    }
  }

  /// Types a text letter by letter, as people do, each a row of its own.
  private func type(_ text: String, with peer: Peer, at offset: Int) async throws {
    for (index, letter) in text.enumerated() {
      try peer.insert(String(letter), at: offset + index)
      _ = try await peer.room.text()
      time.advance(by: 40)
    }
  }

  @Test("leaves no byte of it in the files, also after a restart, and all else as it was")
  func gone() async throws {
    let house = try House(now: time.clock)
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    try await settle(one, two)
    try await type("Présents : Zoé Martin-Roux, Bob. Fin.", with: one, at: 0)
    try await settle(one, two)
    // Cut, pasted elsewhere, brought back by a restore, and still there.
    try two.remove(11..<26)
    try await settle(one, two)
    try two.insert("Zoé Martin-Roux a dit oui. ", at: 0)
    try await settle(one, two)
    time.advance(by: 3_600_000)
    let before = try await house.pads.timeline(of: pad, for: anne).last.sequence
    _ = try await house.pads.restoreText(at: .sequence(37), of: pad, by: bob)
    try await settle(one, two)
    try await house.folder.checkpoints.store(
      Checkpoint(sequence: before, state: try await room.state(), pending: nil),
      of: "pad"
    )
    try await house.pads.coalesce(try pad, olderThan: 0)
    _ = try await house.pads.attribution(of: try pad, at: .now, for: anne)
    #expect(try files(house, with: "Zoé Martin-Roux").isEmpty == false)

    let found = try await house.pads.places(of: "Zoé Martin-Roux", in: pad)
    #expect(found.count == 3 && found.length == 45)
    #expect(try await house.pads.erase("Zoé Martin-Roux", from: pad, by: anne) == found)
    #expect(try files(house, with: "Zoé Martin-Roux").isEmpty)
    #expect(try files(house, with: "Martin").isEmpty)
    #expect(try await house.pads.places(of: "Zoé Martin-Roux", in: pad).count == 0)
    for moment in 0...before {
      let then = try await house.pads.attribution(of: try pad, at: .sequence(moment), for: anne)
      #expect(!then.text.contains("Martin"), "\(moment)")
    }
    #expect(
      try await house.pads.attribution(of: try pad, at: .now, for: anne).text
        == "Présents : , Bob. Fin."
    )

    let again = try house.killed()
    #expect(try files(again, with: "Martin").isEmpty)
    let third = Peer(3, in: try await again.room("pad"), as: bob, epoch: "")
    try await settle(third)
    #expect(third.text == "Présents : , Bob. Fin.")
    #expect(third.erasures == 1)
    #expect(
      String(decoding: third.document.encodedState(), as: UTF8.self).contains("Roux") == false
    )
    let event = try #require(try await again.pads.timeline(of: pad, for: anne).events.last)
    #expect(event.kind == "erasure" && event.length == 45)
    await again.pads.shutDown()
    await again.folder.close()
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("who was offline drops it on coming back, and keeps what they wrote meanwhile")
  func offline() async throws {
    let house = try House(now: time.clock)
    let one = Peer(1, in: try await house.room("pad"), as: anne)
    try await settle(one)
    try await type("Le 06 12 34 56 78 est à Zoé", with: one, at: 0)
    try await settle(one)
    let away = Document(clientID: ClientID(rawValue: 5))
    try away.apply(one.document.encodedState())
    _ = try away.transact { () throws(EditError) in
      try away.text("content").insert(" et à moi", at: away.text("content").length)
      try away.text("content").insert("*", at: 5)
    }
    _ = try await house.pads.erase("06 12 34 56 78", from: pad, by: anne)
    let back = Peer(5, in: try await house.room("pad"), as: bob, document: away)
    try await settle(back)
    #expect(back.text == "Le * est à Zoé et à moi")
    #expect(String(decoding: back.document.encodedState(), as: UTF8.self).contains("34") == false)
    #expect(try await house.room("pad").text().text == back.text)
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("authors stay who they were, although what told it is gone")
  func authors() async throws {
    let house = try House(now: time.clock)
    let room = try await house.room("pad")
    let (one, two) = (Peer(1, in: room, as: anne), Peer(2, in: room, as: bob))
    try await settle(one, two)
    try await type("Un long passage d'Anne avec un secret dedans", with: one, at: 0)
    try await settle(one, two)
    // Bob moves it: it stays Anne's because it is what was cut.
    try two.remove(0..<44)
    try await settle(one, two)
    try two.insert("Un long passage d'Anne avec un secret dedans", at: 0)
    try await settle(one, two)
    _ = try await house.pads.erase("secret", from: pad, by: anne)
    let found = try await house.pads.attribution(of: try pad, at: .now, for: anne)
    #expect(found.text == "Un long passage d'Anne avec un  dedans")
    #expect(found.runs.count == 1)
    #expect(found.persons.map(\.isMine) == [true])
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("what was cut off is done when the server starts, and nothing of it is in the files then")
  func cutOff() async throws {
    let house = try House(now: time.clock)
    let pad = try #require(PadName("pad"))
    let one = Peer(1, in: try await house.room("pad"), as: anne)
    try await settle(one)
    try await type("Appeler Zoé Martin", with: one, at: 0)
    try one.remove(8..<18)
    try await settle(one)
    try await house.pads.coalesce(pad, olderThan: 0)
    house.log.failNext(.full)
    await #expect(throws: PadError.storage(.full)) {
      try await house.pads.erase("Zoé Martin", from: pad, by: anne)
    }
    let kinds = { (house: House) in
      try await house.pads.timeline(of: pad, for: anne).events.map(\.kind)
    }
    #expect(try await kinds(house) == ["unfinished-erasure"])
    let again = try house.killed()
    #expect(try await again.pads.places(of: "Zoé Martin", in: pad).count == 1)
    #expect(try await again.pads.finishErasures() == [pad])
    #expect(try await again.pads.finishErasures() == [])
    #expect(try await kinds(again) == ["erasure"])
    #expect(try await again.pads.places(of: "Zoé Martin", in: pad).count == 0)
    #expect(try files(again, with: "Martin").isEmpty)
    #expect(try await again.room("pad").text().text == "Appeler ")
    for house in [house, again] {
      await house.pads.shutDown()
      await house.folder.close()
    }
  }

  @Test("one passage is looked for at a time, and the next one when that is over")
  func oneAtATime() async throws {
    let house = try House(now: time.clock)
    let pad = try #require(PadName("pad"))
    _ = try await house.pads.create(pad, text: "Zoé")
    house.pads.isSearching.store(true, ordering: .relaxed)
    await #expect(throws: PadError.searchBusy) {
      try await house.pads.places(of: "Zoé", in: pad)
    }
    await #expect(throws: PadError.searchBusy) {
      try await house.pads.erase("Zoé", from: pad, by: anne)
    }
    house.pads.isSearching.store(false, ordering: .relaxed)
    await #expect(throws: PadError.notFound) {
      try await house.pads.places(of: "Zoé", in: try #require(PadName("none")))
    }
    #expect(try await house.pads.places(of: "Zoé", in: pad).count == 1)
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("text that repeats the passage is searched in time that grows with its length only")
  func repeating() async throws {
    let house = try House(now: time.clock)
    let pad = try #require(PadName("pad"))
    _ = try await house.pads.create(pad, text: String(repeating: "a", count: 2_000_000))
    let begun = ContinuousClock.now
    #expect(try await house.pads.places(of: "aa", in: pad).length == 2_000_000)
    let long = String(repeating: "a", count: 10_000)
    #expect(try await house.pads.places(of: long, in: pad).count == 1)
    // By the square of it this took hours.
    #expect(ContinuousClock.now - begun < .seconds(60))
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("what stands in other roots goes too, whoever put it there, but for the title")
  func elsewhere() async throws {
    let house = try House(now: time.clock)
    let room = try await house.room("pad")
    let one = Peer(1, in: room, as: anne)
    try await settle(one)
    try one.insert("Chez Zoé Martin", at: 0)
    try one.edit { document throws(EditError) in
      try document.map("comments").set("k", .string("de Zoé Martin"))
      try document.map("zzz").set("k", .string("Zoé Martin"))
      try document.text("typed").insert("Zoé Mn", at: 0)
    }
    try one.edit { document throws(EditError) in
      try document.text("typed").insert("arti", at: 5)
    }
    try await settle(one)
    let found = try await house.pads.places(of: "Zoé Martin", in: pad)
    #expect(found.count == 4)
    #expect(try await house.pads.erase("Zoé Martin", from: pad, by: anne) == found)
    let two = Peer(2, in: try await house.room("pad"), as: bob)
    try await settle(two)
    #expect(two.text == "Chez ")
    #expect(two.document.map("comments").json == .object([]))
    #expect(two.document.map("zzz").json == .object([]))
    #expect(two.document.text("typed").string.isEmpty)
    #expect(try files(house, with: "Martin").isEmpty)
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("what joins to the same when the rest is gone goes as well, now and in the past")
  func nested() async throws {
    let house = try House(now: time.clock)
    let one = Peer(1, in: try await house.room("pad"), as: anne)
    try await settle(one)
    let secret = "secretKq7W"
    try one.insert("<\(secret)>", at: 0)
    for depth in 0..<8 {
      try await settle(one)
      try one.insert(secret, at: 1 + 5 * (depth + 1))
    }
    try await settle(one)
    _ = try await house.pads.erase(secret, from: pad, by: anne)
    #expect(try await house.room("pad").text().text == "<>")
    let last = try await house.pads.timeline(of: pad, for: anne).last.sequence
    for moment in 0...last {
      let then = try await house.pads.attribution(of: try pad, at: .sequence(moment), for: anne)
      #expect(!then.text.contains(secret), "\(moment)")
    }
    #expect(try await house.pads.places(of: secret, in: pad).count == 0)
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("lines that another editor ends by CR LF are found")
  func otherLineEnds() async throws {
    let house = try House(now: time.clock)
    let one = Peer(1, in: try await house.room("pad"), as: anne)
    try await settle(one)
    try one.insert("reste\r\nun secret\r\nen deux lignes\r\nfin", at: 0)
    try await settle(one)
    _ = try await house.pads.erase("un secret\nen deux lignes", from: pad, by: anne)
    #expect(try await house.room("pad").text().text == "reste\r\n\r\nfin")
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test("an erased text that comes again in an update with a gap is not written down again")
  func comesAgain() async throws {
    let house = try House(now: time.clock)
    let one = Peer(1, in: try await house.room("pad"), as: anne)
    try await settle(one)
    try one.insert("un secret ici", at: 0)
    try await settle(one)
    let away = Document(clientID: ClientID(rawValue: 5))
    try away.apply(one.document.encodedState())
    let missing = try #require(
      try away.transact { () throws(EditError) in try away.text("content").insert("A", at: 0) }
    )
    let later = try #require(
      try away.transact { () throws(EditError) in try away.text("content").insert("B", at: 1) }
    )
    _ = try await house.pads.erase("secret", from: pad, by: anne)
    let back = Peer(5, in: try await house.room("pad"), as: bob)
    try await settle(back)
    back.send(.update(try Updates.merge([one.document.encodedState(), later])))
    try await settle(back)
    #expect(try files(house, with: "secret").isEmpty)
    back.send(.update(missing))
    try await settle(back)
    #expect(try await house.room("pad").text().text == "ABun  ici")
    await house.pads.shutDown()
    await house.folder.close()
  }

  @Test(
    "is refused where the passage stands in the title, is blank or too short, and changes nothing"
  )
  func refusals() async throws {
    let house = try House(now: time.clock)
    _ = try await house.pads.create(
      try pad,
      text: "Réunion avec Zoé",
      meta: try MetaChanges(["title": .string("Pour Zoé")])
    )
    await #expect(throws: PadError.passageElsewhere) {
      try await house.pads.erase("Zoé", from: pad, by: anne)
    }
    for passage in ["", "é", " \n ", String(repeating: "x", count: 10_001)] {
      await #expect(throws: PadError.unfitPassage) {
        try await house.pads.erase(passage, from: pad, by: anne)
      }
    }
    #expect(try await house.pads.erase("Bob", from: pad, by: anne).count == 0)
    #expect(try await house.room("pad").text().text == "Réunion avec Zoé")
    _ = try await house.room("pad").setMeta(try MetaChanges(["title": .string("Pour tous")]))
    let erased = try await house.pads.erase("Zoé", from: pad, by: anne)
    #expect(erased.count == 2)
    #expect(try files(house, with: "Zoé").isEmpty)
    #expect(try await house.room("pad").text().text == "Réunion avec ")
    await #expect(throws: PadError.notFound) {
      try await house.pads.erase("xyz", from: try #require(PadName("none")), by: anne)
    }
    await house.pads.shutDown()
    await house.folder.close()
  }
}
