// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage

extension PadHouse {
  /// Where it is written down who is written to about their pads.
  var digestBook: DigestBook { DigestBook(records: storage.records) }

  /// How a member is written to about their pads.
  ///
  /// - Parameter account: The member's account.
  /// - Returns: How; nil for who is not.
  /// - Throws: ``PadError/storage(_:)``.
  public func digest(of account: AccountID) async throws(PadError) -> DigestSetting? {
    try await digestBook.record(of: account)?.setting
  }

  /// Has a member written to about what changes in their pads from now on.
  ///
  /// - Parameters:
  ///   - account: The member's account.
  ///   - frequency: How often.
  ///   - language: In which language.
  /// - Returns: How they are written to from now on.
  /// - Throws: ``PadError/storage(_:)``.
  public func sendDigests(
    to account: AccountID,
    _ frequency: DigestFrequency,
    in language: MailLanguage
  ) async throws(PadError) -> DigestSetting {
    let now = self.now()
    let id = Base64URL.text(of: RandomBytes.draw(9))
    let known = try await digestBook.record(of: account) == nil ? ends(of: account) : [:]
    return try await digestBook.change(account) { record in
      var next =
        record
        ?? DigestRecord(
          id: id,
          frequency: frequency,
          language: language,
          since: now,
          due: frequency.due(after: now),
          through: known
        )
      if next.frequency != frequency {
        next.frequency = frequency
        next.due = frequency.due(after: now)
        next.failures = 0
      }
      next.language = language
      record = next
      return next.setting
    }
  }

  /// Writes to a member no more about their pads, and forgets which ones they follow.
  ///
  /// - Parameter account: The account; it need not be there any more.
  /// - Throws: ``PadError/storage(_:)``.
  public func stopDigest(of account: AccountID) async throws(PadError) {
    try await digestBook.change(account) { $0 = nil }
    // After it, so that no name is made for one who follows no more.
    try await book.forgetNames(of: account)
  }

  /// Notes that a member is in a pad: what changes there from now on stands in their next letter.
  ///
  /// - Parameters:
  ///   - visit: The visit, which was found to be allowed.
  ///   - account: The member's account.
  public func noteVisit(_ visit: Visit, by account: AccountID) {
    Task { [weak self] in
      do throws(PadError) {
        try await self?.follow(visit, by: account)
      } catch {
        self?.logger.warning(
          "a pad is not followed",
          metadata: ["pad": "\(visit.pad.rawValue)", "error": "\(error)"]
        )
      }
    }
  }

  /// Has a pad that a member has opened stand in their letters, if they are written to at all.
  ///
  /// - Parameters:
  ///   - visit: The visit, which was found to be allowed.
  ///   - account: The member's account.
  /// - Throws: ``PadError/storage(_:)``.
  public func follow(_ visit: Visit, by account: AccountID) async throws(PadError) {
    // What is their own stands in them anyway.
    guard visit.grant.role < .owner else { return }
    let (pad, link, now) = (visit.pad, visit.grant.link, now())
    let isDone = try await digestBook.change(account) { record in
      record?.renew(pad, by: link, at: now) ?? true
    }
    guard !isDone, let last = try await lastSequence(of: pad) else { return }
    var name: ShareName?
    if let link {
      // A name that only they come by: of the link's own only a hash is kept.
      let drawn = ShareName.random()
      let bearer = ShareNamePlace.Bearer(link: link, account: account)
      try await book.note(drawn, ShareNamePlace(pad, bearer: bearer))
      name = drawn
    }
    let new = DigestRecord.Follow(
      pad: pad.rawValue,
      link: link,
      name: name?.text,
      visited: now
    )
    let given = try await digestBook.change(account) { record in
      record?.add(new, from: last) ?? [new.name].compactMap(\.self)
    }
    try await forgetNames(given)
  }

  /// Takes pads out of a member's letters.
  func unfollow(_ pads: Set<String>, by account: AccountID) async throws(PadError) {
    let gone = try await digestBook.change(account) { $0?.remove(pads) ?? [] }
    try await forgetNames(gone.compactMap(\.name))
  }

  /// What is kept of how a member is written to; nil for who is not.
  func digestData(of account: AccountID) async throws(PadError) -> DigestData? {
    guard let record = try await digestBook.record(of: account) else { return nil }
    return DigestData(
      frequency: record.frequency,
      language: record.language,
      since: record.since,
      follows: record.follows.map { follow in
        DigestData.Follow(name: follow.name ?? follow.pad, visited: follow.visited)
      }
    )
  }

  /// Up to which log entry each of a member's own pads goes now.
  private func ends(of account: AccountID) async throws(PadError) -> [String: UInt64] {
    var ends: [String: UInt64] = [:]
    for pad in try await ownPads(of: .account(account), limit: DigestRecord.maximumOwnPads) {
      ends[pad.rawValue] = try await lastSequence(of: pad)
    }
    return ends
  }

  /// The number of a pad's last log entry; nil when there is no such pad.
  func lastSequence(of pad: PadName) async throws(PadError) -> UInt64? {
    try await storing { () throws(StorageError) in
      try await storage.updateLog.record(of: pad.rawValue)?.lastSequence
    }
  }

  private func forgetNames(_ names: [String]) async throws(PadError) {
    try await book.forget(nameHashes: names.compactMap { ShareName($0)?.hash })
  }
}

extension DigestRecord {
  fileprivate var setting: DigestSetting {
    DigestSetting(frequency: frequency, language: language, due: due)
  }
}

extension GuestSigner {
  private static let stopPurpose = "digest 1"

  /// What lets whoever holds a letter stop such letters, and do nothing else.
  ///
  /// - Parameter account: Whose letters they are.
  /// - Returns: Letters, digits and `-_.`; good for ever.
  public func stopToken(of account: AccountID) -> String {
    sealed(Array(account.text.utf8), for: Self.stopPurpose)
  }

  /// Whose letters a text may stop.
  ///
  /// - Parameter text: What came in an address, from anybody.
  /// - Returns: The account, which need not be there any more; nil for what no letter holds.
  public func account(stoppedBy text: String) -> AccountID? {
    opened(text, for: Self.stopPurpose).flatMap { bytes in
      AccountID(text: String(decoding: bytes, as: UTF8.self))
    }
  }
}
