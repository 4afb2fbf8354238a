// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestSupport
import Testing

@testable import Pads

/// A courier who keeps what it is to bring, and fails when a test says so.
final class KeepingCourier: DigestCourier {
  struct Letter: Sendable {
    let digest: Digest
    let email: String
    let language: MailLanguage
  }

  private let kept = Mutex<[Letter]>([])
  private let failure = Mutex<DigestCourierError?>(nil)
  private let onTheWay = Mutex<(@Sendable () -> Void)?>(nil)

  var letters: [Letter] { kept.withLock { $0 } }

  func fail(by error: DigestCourierError?) { failure.withLock { $0 = error } }

  /// Does something while each letter is on its way.
  func meanwhile(_ body: @escaping @Sendable () -> Void) { onTheWay.withLock { $0 = body } }

  func bring(
    _ digest: Digest,
    of account: AccountID,
    to email: EmailAddress,
    in language: MailLanguage
  ) async throws(DigestCourierError) {
    onTheWay.withLock { $0 }?()
    if let error = failure.withLock({ $0 }) { throw error }
    let letter = Letter(digest: digest, email: email.text, language: language)
    kept.withLock { $0.append(letter) }
  }
}

/// Two members and their pads, at a time that the test sets.
struct DigestScene {
  static let day: Int64 = 86_400_000
  static let hour: Int64 = 3_600_000

  let time: SettableTime
  let house: House
  let courier = KeepingCourier()
  let rounds: DigestRounds
  let anne: Account
  let bob: Account

  var pads: PadHouse { house.pads }

  /// Begins on a Tuesday in November 2023, at 22:13 UTC.
  init() async throws {
    let time = SettableTime()
    self.time = time
    house = try House(now: time.clock)
    rounds = DigestRounds(pads: house.pads, courier: courier)
    anne = try await house.pads.accounts.add(
      name: "Anne",
      email: "anne@exemple.fr",
      password: nil
    )
    bob = try await house.pads.accounts.add(name: "Bob", email: "bob@exemple.fr", password: nil)
  }

  func name(_ pad: String) throws -> PadName { try #require(PadName(pad)) }

  func start(_ pad: String, _ text: String, by account: Account) async throws {
    _ = try await pads.create(try name(pad), text: text, by: .account(account.id))
  }

  func put(_ text: String, into pad: String, by account: Account) async throws {
    try await pads.put(text, into: try name(pad), by: .account(account.id))
  }

  /// Has Anne written to.
  @discardableResult
  func write(_ frequency: DigestFrequency = .daily) async throws -> DigestSetting {
    try await pads.sendDigests(to: anne.id, frequency, in: .fr)
  }

  /// Lets somebody come to a pad, as a page's WebSocket does.
  @discardableResult
  func visit(_ address: PadAddress, by account: Account) async throws -> Visit {
    let visit = try await pads.visit(address, as: .account(account.id)) { _ in true }
    try await pads.follow(visit, by: account.id)
    return visit
  }

  /// Lets a night pass, and the rounds of the morning.
  @discardableResult
  func nextMorning() async -> Int {
    time.advance(by: Self.day)
    return await rounds.go()
  }

  /// How Anne is written to, as it is written down.
  func record() async throws -> DigestRecord? { try await pads.digestBook.record(of: anne.id) }
}
