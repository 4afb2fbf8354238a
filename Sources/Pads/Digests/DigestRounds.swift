// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage

/// Writes to members what changed in their pads, each in their time.
///
/// A letter goes once at most. Before it is handed over, it is written down what it tells; after that,
/// what became of it. What is found to be on its way, because the server ended meanwhile, is never
/// sent again, and nor is a letter to which the mail server has not answered.
public actor DigestRounds {
  /// How long members who chose just now may wait until they are counted in, in milliseconds.
  private static let longestPause: Int64 = 900_000
  /// So many failures one after the other, and the mail server is left alone for a while.
  private static let patience = 3
  /// For how long, in milliseconds.
  private static let rest: Int64 = 600_000

  private let pads: PadHouse
  private let courier: any DigestCourier
  /// When it was last looked who is to be written to, and when it is again.
  private var looked: Int64 = .max
  private var next: Int64 = 0

  private enum Outcome { case taken, nothing, failed }

  /// Makes the rounds of a house.
  ///
  /// - Parameters:
  ///   - pads: The house.
  ///   - courier: Who brings the letters.
  public init(pads: PadHouse, courier: any DigestCourier) {
    self.pads = pads
    self.courier = courier
  }

  /// Writes to all who are to be written to by now, one after the other.
  ///
  /// - Returns: How many letters were taken.
  @discardableResult
  public func go() async -> Int {
    let now = pads.now()
    // A clock that was set back makes nobody wait.
    guard now >= next || now < looked else { return 0 }
    looked = now
    next = now + Self.longestPause
    var taken = 0
    do throws(PadError) {
      try await pads.readyAccounts()
      let all = try await pads.digestBook.all()
      var failures = 0
      for (account, record) in all.sorted(by: { $0.record.due < $1.record.due })
      where record.due <= now {
        if Task.isCancelled { return taken }
        switch await write(to: account, record, at: now) {
        case .taken: (taken, failures) = (taken + 1, 0)
        case .nothing: break
        case .failed: failures += 1
        }
        guard failures < Self.patience else {
          next = now + Self.rest
          pads.logger.error("the mail server takes no digests; the others wait")
          return taken
        }
      }
      let dues = try await pads.digestBook.all().map(\.record.due)
      next = min(next, dues.min() ?? next)
    } catch {
      // A server that goes down reads no more.
      if Task.isCancelled { return taken }
      pads.logger.error("it cannot be read who gets digests", metadata: ["error": "\(error)"])
    }
    return taken
  }

  private func write(
    to account: AccountID,
    _ record: DigestRecord,
    at now: Int64
  ) async -> Outcome {
    do throws(PadError) {
      guard let email = pads.accounts.account(account)?.email else {
        try await pads.stopDigest(of: account)
        return .nothing
      }
      if let claim = record.claim {
        pads.logger.warning("the server ended while a digest was on its way; it may be lost")
        try await settle(claim, of: account, record.id)
        return .nothing
      }
      let found = try await pads.findDigest(for: account, record)
      if !found.lost.isEmpty { try await pads.unfollow(found.lost, by: account) }
      let claim = DigestRecord.Claim(through: found.through, time: now)
      guard let digest = found.digest else {
        try await settle(claim, of: account, record.id)
        return .nothing
      }
      return try await send(digest, claim, to: email, of: account, record.id)
    } catch {
      if Task.isCancelled { return .nothing }
      pads.logger.error("a digest could not be written", metadata: ["error": "\(error)"])
      _ = try? await change(account, record.id) { $0.fail(at: now) }
      return .nothing
    }
  }

  private func send(
    _ digest: Digest,
    _ claim: DigestRecord.Claim,
    to email: EmailAddress,
    of account: AccountID,
    _ id: String
  ) async throws(PadError) -> Outcome {
    // Who has stopped them since, or chosen anew, is not written to.
    let language = try await change(account, id) { record in
      record.claim = claim
      return record.language
    }
    guard let language else { return .nothing }
    do throws(DigestCourierError) {
      try await courier.bring(digest, of: account, to: email, in: language)
    } catch .notTaken {
      let now = pads.now()
      let failures = try await change(account, id) { record in
        record.fail(at: now)
        return record.failures
      }
      pads.logger.warning(
        "a digest was not taken, and is tried again",
        metadata: ["failures": "\(failures ?? 0)"]
      )
      return .failed
    } catch {
      pads.logger.warning("the mail server did not say whether it took a digest; it may be lost")
      try await settle(claim, of: account, id)
      return .failed
    }
    try await settle(claim, of: account, id)
    return .taken
  }

  private func settle(
    _ claim: DigestRecord.Claim,
    of account: AccountID,
    _ id: String
  ) async throws(PadError) {
    let now = pads.now()
    try await change(account, id) { $0.settle(claim, at: now) }
  }

  /// Changes how a member is written to, if it is still what they chose.
  @discardableResult
  private func change<Value: Sendable>(
    _ account: AccountID,
    _ id: String,
    _ body: (inout DigestRecord) -> Value
  ) async throws(PadError) -> Value? {
    try await pads.digestBook.change(account) { record in
      guard var changed = record, changed.id == id else { return nil }
      let value = body(&changed)
      record = changed
      return value
    }
  }
}
