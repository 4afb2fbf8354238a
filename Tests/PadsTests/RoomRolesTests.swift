// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
import TestSupport
import Testing
import TextCRDT

@testable import Pads

/// What a session may do in a pad, by what each update holds.
@Suite(.timeLimit(.minutes(10))) struct RoomRolesTests {
  /// One kind of update; the lowest role that may bring it.
  private enum Kind: CaseIterable, Sendable {
    case nothing, wholeDocument, text, textDeleted, meta, comment, reply, nestedComment
    case ownCommentChanged, ownCommentDeleted, ownCommentDeletedUnderReplies
    case otherCommentChanged, otherCommentDeleted, otherCommentReplaced, nestedElsewhere
    case unknownRoot, mixed, wholeDocumentWithText, collected, early, foreign

    /// The lowest role that may; nil for none.
    var lowest: Role? {
      switch self {
      case .nothing, .wholeDocument: .viewer
      case .comment, .reply, .nestedComment, .ownCommentChanged, .ownCommentDeleted, .collected:
        .commenter
      case .foreign: nil
      case .early: .editor
      default: .editor
      }
    }
  }

  private let anne = Identity.guest(.random())
  private let bob = Identity.guest(.random())

  private func thread(_ body: String) -> NewContent {
    .map([("body", .value(.string(body))), ("replies", .array([]))])
  }

  /// A pad with text and threads of both, and the documents of both as they left it.
  private func furnished(_ room: Room) async throws -> (anne: Peer, bob: Document) {
    let writer = Peer(7, in: room, as: anne)
    try writer.insert("bonjour", at: 0)
    try writer.edit { document throws(EditError) in
      try document.map("comments").set("t1", content: thread("d'Anne"))
      try document.map("meta").set("title", "Titre")
    }
    let guest = Peer(8, in: room, as: bob, by: Grant(role: .commenter))
    try await settle(writer, guest)
    try guest.edit { document throws(EditError) in
      try document.map("comments").set("t2", content: thread("de Bob"))
      try document.map("comments").set("t3", content: thread("de Bob aussi"))
    }
    try await settle(writer, guest)
    #expect(guest.sink.closing == nil)
    try writer.edit { document throws(EditError) in
      try document.map("comments").map("t3")?.array("replies")?.append(["d'Anne"])
    }
    try await settle(writer, guest)
    room.leave(guest.session)
    return (writer, guest.document)
  }

  /// What a client of Bob's would send.
  private func update(_ kind: Kind, from bob: Document, anne: Document) throws -> [UInt8] {
    func edit(_ body: (Document) throws(EditError) -> Void) throws -> [UInt8] {
      try #require(try bob.transact { () throws(EditError) in try body(bob) })
    }
    let comments = bob.map("comments")
    switch kind {
    case .nothing: return [0, 0]
    case .wholeDocument: return bob.encodedState()
    case .text:
      return try edit { document throws(EditError) in
        try document.text("content").insert("!", at: 3)
      }
    case .textDeleted:
      return try edit { document throws(EditError) in
        try document.text("content").remove(0..<2)
      }
    case .meta:
      return try edit { document throws(EditError) in
        try document.map("meta").set("date", "2026-01-01")
      }
    case .comment:
      return try edit { _ throws(EditError) in
        try comments.set("t9", content: thread("nouveau"))
      }
    case .reply:
      return try edit { _ throws(EditError) in
        try comments.map("t1")?.array("replies")?.append(["oui"])
      }
    case .nestedComment:
      return try edit { _ throws(EditError) in
        try comments.map("t1")?.array("replies")?
          .append(contents: [.map([("text", .text("a")), ("more", .array([.map([])]))])])
      }
    case .ownCommentChanged:
      return try edit { _ throws(EditError) in
        try comments.map("t2")?.set("body", "changé")
      }
    case .ownCommentDeleted: return try edit { _ throws(EditError) in comments.remove("t2") }
    case .ownCommentDeletedUnderReplies:
      return try edit { _ throws(EditError) in comments.remove("t3") }
    case .otherCommentChanged:
      return try edit { _ throws(EditError) in
        try comments.map("t1")?.set("body", "changé")
      }
    case .otherCommentDeleted: return try edit { _ throws(EditError) in comments.remove("t1") }
    case .otherCommentReplaced:
      return try edit { _ throws(EditError) in
        try comments.set("t1", content: thread("de Bob"))
      }
    case .nestedElsewhere:
      return try edit { document throws(EditError) in
        try document.map("meta").set("x", content: .map([("comments", .map([]))]))
      }
    case .unknownRoot:
      return try edit { document throws(EditError) in
        try document.array("drawings").append([1])
      }
    case .mixed:
      return try edit { document throws(EditError) in
        try comments.set("t9", content: thread("nouveau"))
        try document.text("content").insert("!", at: 0)
      }
    case .wholeDocumentWithText:
      _ = try edit { document throws(EditError) in
        try document.text("content").insert("!", at: 0)
      }
      return bob.encodedState()
    case .collected:
      let clock = bob.stateVector.nextClock(of: bob.clientID)
      precondition(clock < 128)
      return [1, 1, 8, UInt8(clock), 0, 5, 0]
    case .early:
      _ = try edit { document throws(EditError) in
        try document.text("content").insert("lost", at: 0)
      }
      return try edit { document throws(EditError) in
        try document.text("content").insert("!", at: 2)
      }
    case .foreign:
      let forger = Document(clientID: ClientID(rawValue: 7))
      try forger.apply(anne.encodedState())
      let forged = try forger.transact { () throws(EditError) in
        try forger.map("comments").set("t9", "forged")
      }
      return try #require(forged)
    }
  }

  @Test(
    "each role brings what it may; what goes beyond reaches no document, no disk and nobody",
    arguments: Role.allCases,
    Kind.allCases
  )
  private func table(role: Role, kind: Kind) async throws {
    try await judge(role: role, kind: kind, isFinished: false)
  }

  @Test(
    "into a finished pad nobody brings anything, whatever the role",
    arguments: Role.allCases,
    Kind.allCases
  )
  private func finished(role: Role, kind: Kind) async throws {
    try await judge(role: role, kind: kind, isFinished: true)
  }

  private func judge(role: Role, kind: Kind, isFinished: Bool) async throws {
    let lowest = isFinished && kind.lowest != .viewer ? nil : kind.lowest
    let house = try House()
    let room = try await house.room("pad")
    let (writer, document) = try await furnished(room)
    let subject = Peer(8, in: room, as: bob, by: Grant(role: role), document: document)
    let witness = Peer(9, in: room)
    if isFinished { _ = try await house.pads.finish(room.name, by: anne) }
    try await settle(writer, subject, witness)
    #expect(subject.sink.closing == nil)
    #expect(subject.role == role.rawValue)
    #expect(subject.edition == (isFinished ? 1 : 0))
    let acknowledged = subject.acknowledged
    let state = try await room.state()
    let log = try await house.folder.updateLog.replay("pad", after: 0)
    let frameCounts = [writer, witness].map(\.updateFrames.count)

    subject.send(.update(try update(kind, from: document, anne: writer.document)))
    try await settle(writer, subject, witness)
    let after = try await house.folder.updateLog.replay("pad", after: 0)
    if let lowest, role >= lowest {
      #expect(subject.sink.closing == nil)
      #expect(subject.acknowledged == acknowledged + 1)
      if lowest != .viewer { #expect(after.count == log.count + 1) }
      let copy = Document(clientID: ClientID(rawValue: 1))
      try copy.apply(try await room.state())
      #expect(witness.document.stateVector == copy.stateVector)
      #expect(witness.document.deleteSet == copy.deleteSet)
    } else if kind == .early, role == .commenter, !isFinished {
      // Nothing tells yet where it would go.
      #expect(subject.sink.closing == nil)
      await house.clock.advance(by: .seconds(31))
      try await settle(writer, subject, witness)
      #expect(subject.sink.closing?.reason == "unplaced: what it builds on has not come")
    }
    guard lowest.map({ role < $0 }) ?? true else { return }
    #expect(subject.sink.closing?.code == 4403)
    #expect(subject.acknowledged == acknowledged)
    #expect(try await room.state() == state)
    #expect(after == log)
    #expect([writer, witness].map(\.updateFrames.count) == frameCounts)
    #expect(house.pads.statistics.refusalCounts.values.reduce(0, +) == 1)
    #expect(writer.sink.closing == nil && witness.sink.closing == nil)
  }

  @Test("a commenter's update that comes before what it builds on waits for it, and all after it")
  func early() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let (writer, document) = try await furnished(room)
    let grant = Grant(role: .commenter)
    let firstTab = Peer(8, in: room, as: bob, by: grant, document: document)
    let secondTab = Peer(10, in: room, as: bob, by: grant)
    try await settle(writer, firstTab, secondTab)
    // The tabs of a browser tell each other what the server has not heard of yet.
    let made = try #require(
      try firstTab.document.transact { () throws(EditError) in
        try firstTab.document.map("comments").set("t4", content: thread("premier onglet"))
      }
    )
    try secondTab.document.apply(made)
    let state = try await room.state()
    let acknowledged = secondTab.acknowledged
    try secondTab.edit { document throws(EditError) in
      try document.map("comments").map("t4")?.set("resolved", true)
    }
    try secondTab.edit { document throws(EditError) in
      try document.map("comments").set("t5", "après")
    }
    try await settle(writer, secondTab)
    #expect(try await room.state() == state)
    #expect(secondTab.acknowledged == acknowledged)
    firstTab.send(.update(made))
    try await settle(writer, firstTab, secondTab)
    try await settle(writer, firstTab, secondTab)
    #expect(secondTab.sink.closing == nil)
    #expect(secondTab.acknowledged == acknowledged + 2)
    #expect(writer.document.map("comments").map("t4")?.value("resolved") == true)
    #expect(writer.document.map("comments").value("t5") == "après")
  }

  @Test("what waited and turns out to go beyond the role is refused, and nothing of it stays")
  func earlyBeyond() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let (writer, document) = try await furnished(room)
    let subject = Peer(8, in: room, as: bob, by: Grant(role: .commenter), document: document)
    try await settle(writer, subject)
    let missing = try #require(
      try writer.document.transact { () throws(EditError) in
        try writer.document.map("meta").set("place", content: .map([]))
      }
    )
    try document.apply(missing)
    try subject.edit { document throws(EditError) in
      try document.map("meta").map("place")?.set("town", "Brest")
    }
    try await settle(writer, subject)
    #expect(subject.sink.closing == nil)
    writer.send(.update(missing))
    try await settle(writer, subject)
    try await settle(writer, subject)
    #expect(subject.sink.closing?.code == 4403)
    #expect(writer.document.map("meta").map("place")?.value("town") == nil)
  }

  @Test("what waits has a bound")
  func bound() async throws {
    var limits = PadLimits()
    limits.maximumHeldBytes = 100
    let house = try House(limits: limits)
    let room = try await house.room("pad")
    let subject = Peer(8, in: room, as: bob, by: Grant(role: .commenter))
    try await settle(subject)
    for clock in 1..<30 as Range<UInt8> {
      subject.send(.update([1, 1, 8, clock, 4, 1, 1, 0x61, 1, 0x62, 0]))
    }
    try await settle(subject)
    #expect(subject.sink.closing?.code == 4403)
  }

  @Test("anonymous commenters delete what their own session wrote, and not another's")
  func anonymous() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let first = Peer(7, in: room, by: Grant(role: .commenter))
    let second = Peer(8, in: room, by: Grant(role: .commenter))
    try first.edit { document throws(EditError) in
      try document.map("comments").set("t1", "un")
      try document.map("comments").set("t2", "deux")
    }
    try await settle(first, second)
    try first.edit { document throws(EditError) in document.map("comments").remove("t1") }
    try await settle(first, second)
    #expect(first.sink.closing == nil)
    try second.edit { document throws(EditError) in document.map("comments").remove("t2") }
    try await settle(first, second)
    #expect(second.sink.closing?.code == 4403)
    #expect(first.document.map("comments").value("t2") == "deux")
  }

  @Test("a change of roles reaches open sessions: they are told, judged anew, or sent away")
  func regrading() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let demoted = Peer(7, in: room, as: anne, by: Grant(role: .editor, link: "a"))
    let revoked = Peer(8, in: room, as: bob, by: Grant(role: .editor, link: "b"))
    let other = Peer(9, in: room)
    try demoted.insert("avant", at: 0)
    try await settle(demoted, revoked, other)
    room.regrade { _, grant in
      switch grant.link {
      case "a": .success(.viewer)
      case "b": .failure(.accessEnded(.link))
      default: .success(grant.role)
      }
    }
    try await settle(demoted, revoked, other)
    #expect(demoted.role == "viewer" && demoted.sink.closing == nil)
    #expect(revoked.sink.closing?.code == 4404)
    try revoked.insert("après", at: 0)
    try demoted.insert("après", at: 0)
    try await settle(demoted, revoked, other)
    #expect(demoted.sink.closing?.reason == "beyond-role: the role is viewer")
    #expect(other.text == "avant" && other.sink.closing == nil)
    #expect(other.role == "editor")
  }
}
