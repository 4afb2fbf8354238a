// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing

@testable import Pads

@Suite("Digests", .timeLimit(.minutes(5)))
struct DigestTests {
  private let day = DigestScene.day
  private let hour = DigestScene.hour

  @Test("tell what others changed in one's own pads, once, and nothing when nothing did")
  func own() async throws {
    let scene = try await DigestScene()
    try await scene.start("hers", "# Réunion\n\nAvant.\n", by: scene.anne)
    try await scene.put("# Réunion\n\nAvant tout.\n", into: "hers", by: scene.bob)
    let setting = try await scene.write()
    // Five in the morning of the fifteenth.
    #expect(setting.due == 1_700_024_400_000)
    #expect(await scene.rounds.go() == 0)
    #expect(await scene.nextMorning() == 0, "what was before she wanted it is no news")

    try await scene.put("# Réunion\n\nAvant tout.\n\nLe budget.\n", into: "hers", by: scene.bob)
    let mine = "# Réunion\n\nAvant tout.\n\nLe budget.\n\nÀ moi.\n"
    try await scene.put(mine, into: "hers", by: scene.anne)
    #expect(await scene.rounds.go() == 0, "not before it is time")
    #expect(await scene.nextMorning() == 1)
    let letter = try #require(scene.courier.letters.first)
    #expect(letter.email == "anne@exemple.fr" && letter.language == .fr)
    #expect(letter.digest.pads.count == 1 && letter.digest.moreCount == 0)
    let pad = letter.digest.pads[0]
    #expect(pad.title == "Réunion" && pad.shownName == "hers" && pad.from == 2 && pad.to == 4)
    #expect(pad.changes?.lines == ["Le budget."] && pad.changes?.count == 1)
    let amounts = try #require(pad.changes?.amounts)
    #expect(amounts.map(\.person?.name) == ["Bob"])
    #expect(amounts.map(\.deleted) == [0] && (10...12).contains(amounts[0].written))

    // The same is not told again: not at once, not tomorrow, not to one who begins anew.
    #expect(await scene.rounds.go() == 0)
    #expect(await scene.nextMorning() == 0)
    try await scene.put(mine + "\nDe moi encore.\n", into: "hers", by: scene.anne)
    #expect(await scene.nextMorning() == 0, "one's own changes are no news")
    try await scene.put(mine, into: "hers", by: scene.bob)
    try await scene.put(mine + "\nDe moi encore.\n", into: "hers", by: scene.bob)
    #expect(await scene.nextMorning() == 0, "nor is what was changed and changed back")
    #expect(scene.courier.letters.count == 1)
  }

  @Test("go each day or on Mondays, at five in the morning")
  func rhythm() async throws {
    let tuesday: Int64 = 1_700_000_000_000
    #expect(DigestFrequency.daily.due(after: tuesday) == 1_700_024_400_000)
    #expect(DigestFrequency.daily.due(after: 1_700_024_400_000) == 1_700_110_800_000)
    #expect(DigestFrequency.weekly.due(after: tuesday) == 1_700_456_400_000)
    #expect(DigestFrequency.weekly.due(after: 1_700_456_399_999) == 1_700_456_400_000)
    #expect(DigestFrequency.weekly.due(after: 0) == 4 * day + 5 * hour)

    let scene = try await DigestScene()
    try await scene.start("hers", "x\n", by: scene.anne)
    try await scene.write(.weekly)
    var mornings: [Int] = []
    for number in 1...14 {
      try await scene.put("x\n\n\(number)\n", into: "hers", by: scene.bob)
      mornings.append(await scene.nextMorning())
    }
    // The nights to the Mondays, when it is past five on the evening clock the scene goes by.
    #expect(mornings == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    #expect(scene.courier.letters.map(\.digest.frequency) == [.weekly, .weekly])
    let since = scene.courier.letters.map(\.digest.since)
    #expect(since[1] == since[0] + 6 * day)
  }

  @Test("tell of pads that one has opened, from then on, until one wants no more")
  func followed() async throws {
    let scene = try await DigestScene()
    for pad in ["one", "two"] { try await scene.start(pad, "x\n", by: scene.bob) }
    try await scene.visit(.own(try scene.name("one")), by: scene.anne)
    #expect(try await scene.record() == nil, "who is not written to leaves no trace")
    try await scene.write()
    try await scene.put("x\n\navant\n", into: "one", by: scene.bob)
    try await scene.visit(.own(try scene.name("one")), by: scene.anne)
    try await scene.put("x\n\navant\n\naprès\n", into: "one", by: scene.bob)
    try await scene.put("x\n\nailleurs\n", into: "two", by: scene.bob)
    #expect(await scene.nextMorning() == 1)
    let pads = try #require(scene.courier.letters.first?.digest.pads)
    #expect(pads.map(\.shownName) == ["one"] && pads[0].changes?.lines == ["après"])
    #expect(pads[0].title == nil, "a pad's name is no title")

    try await scene.pads.stopDigest(of: scene.anne.id)
    try await scene.put("x\n\nplus rien\n", into: "one", by: scene.bob)
    #expect(await scene.nextMorning() == 0)
    // Whoever begins again begins with what is then, and follows nothing.
    try await scene.write()
    try await scene.put("x\n", into: "one", by: scene.bob)
    #expect(await scene.nextMorning() == 0)
  }

  @Test("name a pad that one came to by a link as nobody but oneself may")
  func shareNames() async throws {
    let scene = try await DigestScene()
    try await scene.start("secret", "x\n", by: scene.bob)
    let pad = try scene.name("secret")
    let wishes = LinkWishes(role: .editor, passphrase: "sésame")
    let link = try await scene.pads.share(pad, wishes, by: .account(scene.bob.id))
    try await scene.write()
    try await scene.visit(.share(link.name), by: scene.anne)
    try await scene.put("x\n\nnouveau\n", into: "secret", by: scene.bob)
    #expect(await scene.nextMorning() == 1)
    let news = try #require(scene.courier.letters.first?.digest.pads.first)
    #expect(news.title == nil && news.changes?.lines == ["nouveau"])
    let name = try #require(ShareName(news.shownName))
    #expect(name != link.name)

    // It is hers alone, and worth what the link is worth, its passphrase included.
    let visit = try await scene.visit(.share(name), by: scene.anne)
    #expect(visit.grant == Grant(role: .editor, link: link.link.id))
    #expect(visit.pad == pad && visit.shownName == name.text)
    await #expect(throws: PadError.accessEnded(.passphrase)) {
      try await scene.pads.visit(.share(name), as: .account(scene.anne.id))
    }
    for other in [.account(scene.bob.id), .guest(.random()), .anonymous] as [Identity] {
      await #expect(throws: PadError.signedOut) {
        try await scene.pads.visit(.share(name), as: other) { _ in true }
      }
    }
    #expect(try await scene.record()?.follows.count == 1)
    let kept = try await scene.house.folder.records.records(in: "share-names")
    #expect(kept.count == 2 && !kept.map(\.key).contains(name.text))

    // With the link ends what stands for it.
    try await scene.pads.revokeLink(link.link.id, of: pad, by: .account(scene.bob.id))
    await #expect(throws: PadError.accessEnded(.link)) {
      try await scene.visit(.share(name), by: scene.anne)
    }
    try await scene.put("x\n\nsans elle\n", into: "secret", by: scene.bob)
    #expect(await scene.nextMorning() == 0)
    #expect(try await scene.record()?.follows.isEmpty == true)
    #expect(try await scene.house.folder.records.records(in: "share-names").isEmpty)
  }

  @Test("tell who may only read that a pad has changed, and no more; and nobody who may not read")
  func roles() async throws {
    let scene = try await DigestScene()
    try await scene.start("read", "# Titre\n", by: scene.bob)
    let pad = try scene.name("read")
    let link = try await scene.pads.share(
      pad,
      LinkWishes(role: .viewer),
      by: .account(scene.bob.id)
    )
    try await scene.write()
    try await scene.visit(.share(link.name), by: scene.anne)
    try await scene.put("# Titre\n\nun\n", into: "read", by: scene.bob)
    #expect(await scene.nextMorning() == 1)
    let news = try #require(scene.courier.letters.first?.digest.pads.first)
    #expect(news.title == "Titre" && news.changes == nil)
    #expect(await scene.nextMorning() == 0)

    // What counts is what she may at the time of sending.
    try await scene.put("# Titre\n\ndeux\n", into: "read", by: scene.bob)
    try await scene.pads.trash(pad, by: .account(scene.bob.id))
    #expect(await scene.nextMorning() == 0)
    try await scene.pads.restore(pad, by: .account(scene.bob.id))
    _ = try await scene.pads.changeLink(
      link.link.id,
      of: pad,
      to: .editor,
      by: .account(scene.bob.id)
    )
    #expect(await scene.nextMorning() == 1)
    #expect(scene.courier.letters.last?.digest.pads.first?.changes?.lines == ["deux"])
  }

  @Test("know a pad by its own name for good, once one has come by that")
  func ownName() async throws {
    let scene = try await DigestScene()
    try await scene.start("open", "x\n", by: scene.bob)
    let pad = try scene.name("open")
    let link = try await scene.pads.share(
      pad,
      LinkWishes(role: .viewer),
      by: .account(scene.bob.id)
    )
    try await scene.write()
    try await scene.visit(.share(link.name), by: scene.anne)
    try await scene.visit(.own(pad), by: scene.anne)
    try await scene.visit(.share(link.name), by: scene.anne)
    let follows = try #require(try await scene.record()).follows
    #expect(follows.map(\.link) == [nil] && follows.map(\.name) == [nil])
    // The name that was made for the link is nobody's.
    #expect(try await scene.house.folder.records.records(in: "share-names").count == 1)
  }

  @Test("follow so many pads, and not the one that was longest not opened")
  func bound() throws {
    var record = DigestRecord(
      id: "x",
      frequency: .daily,
      language: .fr,
      since: 0,
      due: 0
    )
    func follow(_ number: Int) -> DigestRecord.Follow {
      DigestRecord.Follow(
        pad: "pad-\(number)",
        link: "l",
        name: "~\(number)",
        visited: Int64(number)
      )
    }
    let early = (0..<200).flatMap { record.add(follow($0), from: 1) }
    let isKnown = record.renew(try #require(PadName("pad-0")), by: "l", at: 90_000_000)
    #expect(early.isEmpty && isKnown)
    let given = record.add(follow(200), from: 1)
    #expect(given == ["~1"])
    #expect(record.follows.count == 200 && record.through.count == 200)
    #expect(record.through["pad-1"] == nil && record.through["pad-0"] == 1)
    let second = record.add(follow(200), from: 1)
    #expect(second == ["~200"], "who is second gives their name back")
  }
}
