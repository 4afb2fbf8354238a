// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization
import TestSupport
import Testing

@testable import Pads

@Suite("Rounds of digests", .timeLimit(.minutes(5)))
struct DigestRoundsTests {
  private let minute: Int64 = 60_000

  /// Anne is written to each day, and Bob has written in her pad.
  private func scene() async throws -> DigestScene {
    let scene = try await DigestScene()
    try await scene.start("hers", "x\n", by: scene.anne)
    try await scene.write()
    try await scene.put("x\n\nun\n", into: "hers", by: scene.bob)
    return scene
  }

  private func lines(_ scene: DigestScene) -> [[String]] {
    scene.courier.letters.map { $0.digest.pads.flatMap { $0.changes?.lines ?? [] } }
  }

  @Test("never send again what was on its way when the server ended")
  func killed() async throws {
    let scene = try await scene()
    // The disk as it is while the letter is on its way.
    let houses = Mutex<[House]>([])
    scene.courier.meanwhile {
      if let house = try? scene.house.killed() { houses.withLock { $0.append(house) } }
    }
    #expect(await scene.nextMorning() == 1)
    let copies = houses.withLock { $0 }
    try #require(copies.count == 1)
    let next = copies[0]
    let record = try #require(try await next.pads.digestBook.record(of: scene.anne.id))
    #expect(record.claim != nil, "else this proves nothing")
    let courier = KeepingCourier()
    let rounds = DigestRounds(pads: next.pads, courier: courier)
    #expect(await rounds.go() == 0)
    scene.time.advance(by: DigestScene.day)
    #expect(await rounds.go() == 0)
    #expect(courier.letters.isEmpty)
    // What comes after is told as ever.
    let room = try await next.room("hers")
    try await room.replaceText("x\n\nun\n\ndeux\n", by: .account(scene.bob.id))
    scene.time.advance(by: DigestScene.day)
    #expect(await rounds.go() == 1)
    #expect(courier.letters.first?.digest.pads.first?.changes?.lines == ["deux"])
    await next.pads.shutDown()
    await next.folder.close()
  }

  @Test("know after a restart what was told")
  func restart() async throws {
    let scene = try await scene()
    #expect(await scene.nextMorning() == 1)
    let next = try await scene.house.restarted()
    let courier = KeepingCourier()
    let rounds = DigestRounds(pads: next.pads, courier: courier)
    #expect(await rounds.go() == 0)
    scene.time.advance(by: DigestScene.day)
    #expect(await rounds.go() == 0 && courier.letters.isEmpty)
    #expect(try await next.pads.digestBook.record(of: scene.anne.id)?.claim == nil)
  }

  @Test("try again what was not taken, after longer and longer, and in the next period with all")
  func failures() async throws {
    let scene = try await scene()
    scene.courier.fail(by: .notTaken)
    // To five in the morning exactly, so that all tries find room in one period.
    scene.time.advance(by: 1_700_024_400_000 - scene.time.now)
    #expect(await scene.rounds.go() == 0)
    for wait in [10, 60, 360] as [Int64] {
      let due = scene.time.now + wait * minute
      let record = try #require(try await scene.record())
      #expect(record.due == due && record.claim == nil)
      scene.time.advance(by: wait * minute - 1)
      #expect(await scene.rounds.go() == 0)
      #expect(try await scene.record()?.due == due, "not tried before")
      scene.time.advance(by: 1)
      #expect(await scene.rounds.go() == 0)
    }
    #expect(try await scene.record()?.due == 1_700_110_800_000, "bounded: the next period's")
    try await scene.put("x\n\nun\n\ndeux\n", into: "hers", by: scene.bob)
    scene.courier.fail(by: nil)
    #expect(await scene.nextMorning() == 1)
    #expect(lines(scene) == [["un", "deux"]])
    #expect(try await scene.record()?.failures == 0)
  }

  @Test("do not send again what the mail server may have taken")
  func unanswered() async throws {
    let scene = try await scene()
    scene.courier.fail(by: .unanswered)
    #expect(await scene.nextMorning() == 0)
    scene.courier.fail(by: nil)
    #expect(await scene.nextMorning() == 0)
    try await scene.put("x\n\nun\n\ndeux\n", into: "hers", by: scene.bob)
    #expect(await scene.nextMorning() == 1)
    #expect(lines(scene) == [["deux"]])
  }

  @Test("leave a mail server alone that takes nothing, and forget nobody")
  func mailServerAway() async throws {
    let scene = try await DigestScene()
    var members: [Account] = []
    for number in 0..<6 {
      let member = try await scene.pads.accounts.add(
        name: "M\(number)",
        email: "m\(number)@exemple.fr",
        password: nil
      )
      try await scene.start("pad-\(number)", "x\n", by: member)
      _ = try await scene.pads.sendDigests(to: member.id, .daily, in: .en)
      try await scene.put("x\n\ny\n", into: "pad-\(number)", by: scene.bob)
      members.append(member)
    }
    let tries = Mutex(0)
    scene.courier.meanwhile { tries.withLock { $0 += 1 } }
    scene.courier.fail(by: .notTaken)
    #expect(await scene.nextMorning() == 0)
    #expect(tries.withLock { $0 } == 3)
    scene.time.advance(by: 9 * minute)
    #expect(await scene.rounds.go() == 0)
    #expect(tries.withLock { $0 } == 3, "it is left alone for ten minutes")
    scene.courier.fail(by: nil)
    scene.time.advance(by: minute)
    #expect(await scene.rounds.go() == 6)
    #expect(Set(scene.courier.letters.map(\.email)).count == 6)
    #expect(tries.withLock { $0 } == 9)
  }

  @Test("write to nobody who has stopped, and to no account that is gone")
  func stopped() async throws {
    let scene = try await scene()
    try await scene.pads.stopDigest(of: scene.anne.id)
    #expect(await scene.nextMorning() == 0)
    try await scene.write()
    try await scene.put("x\n\nun\n\ndeux\n", into: "hers", by: scene.bob)
    try await scene.pads.removeAccount(scene.anne.id)
    #expect(try await scene.record() == nil)
    #expect(await scene.nextMorning() == 0)
    #expect(scene.courier.letters.isEmpty)
  }

  @Test("tell of twenty pads, the latest first, and of the others how many there are")
  func many() async throws {
    let scene = try await DigestScene()
    for number in 0..<23 { try await scene.start("pad-\(number)", "x\n", by: scene.anne) }
    try await scene.write()
    for number in 0..<23 {
      scene.time.advance(by: 1_000)
      try await scene.put("x\n\ny\n", into: "pad-\(number)", by: scene.bob)
    }
    #expect(await scene.nextMorning() == 1)
    let digest = try #require(scene.courier.letters.first?.digest)
    #expect(digest.pads.map(\.shownName) == (3..<23).reversed().map { "pad-\($0)" })
    #expect(digest.moreCount == 3)
    #expect(await scene.nextMorning() == 0, "those were told too")
  }

  @Test("stop by what stands in a letter, and by nothing else")
  func tokens() async throws {
    let scene = try await scene()
    let signer = GuestSigner.temporary()
    let token = signer.stopToken(of: scene.anne.id)
    #expect(signer.account(stoppedBy: token) == scene.anne.id)
    #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
    let other = GuestSigner.temporary().stopToken(of: scene.anne.id)
    let sealed = signer.sealed(Array(scene.anne.id.text.utf8), for: "another purpose")
    for text in ["", "x", String(token.dropLast()), token + "A", other, sealed] {
      #expect(signer.account(stoppedBy: text) == nil, "\(text)")
    }
  }
}
