// SPDX-License-Identifier: Apache-2.0

import Storage

/// What was found for a letter.
struct FoundDigest: Sendable {
  /// What it tells; nil when there is nothing to write.
  var digest: Digest?
  /// Up to which log entry of each pad was looked.
  var through: [String: UInt64] = [:]
  /// Pads into which the member will not come again by the way they had.
  var lost: Set<String> = []
}

extension PadHouse {
  /// Looks for what others changed in a member's pads since they were last written to.
  ///
  /// Each pad is looked at as the member who comes to it now: what they may not see is not told.
  ///
  /// - Parameters:
  ///   - account: The member's account.
  ///   - record: How they are written to, and what they know.
  /// - Returns: What was found.
  /// - Throws: ``PadError``; a pad that is damaged is left out instead.
  func findDigest(
    for account: AccountID,
    _ record: DigestRecord
  ) async throws(PadError) -> FoundDigest {
    let own = try await ownPads(of: .account(account), limit: DigestRecord.maximumOwnPads)
    let others = record.follows.compactMap { follow -> (PadName, PadAddress)? in
      guard let pad = PadName(follow.pad), !own.contains(pad) else { return nil }
      if let name = follow.name { return ShareName(name).map { (pad, .share($0)) } }
      return (pad, .own(pad))
    }
    var changed: [(pad: PadName, address: PadAddress, updated: Int64)] = []
    for (pad, address) in own.map({ ($0, PadAddress.own($0)) }) + others {
      let known = try await storing { () throws(StorageError) in
        try await storage.updateLog.record(of: pad.rawValue)
      }
      guard let known, known.lastSequence != record.through[pad.rawValue] else { continue }
      changed.append((pad, address, known.updated))
    }
    changed.sort { ($1.updated, $0.pad) < ($0.updated, $1.pad) }

    var found = FoundDigest()
    var pads: [Digest.Pad] = []
    var moreCount = 0
    for (pad, address, _) in changed {
      do throws(PadError) {
        let visit = try await visit(address, as: .account(account)) { _ in
          // They gave the passphrase when they came, and a link keeps the one it has.
          true
        }
        let start = try await start(of: pad, record)
        if pads.count < Digest.maximumPads {
          let (news, end) = try await news(at: visit, after: start, for: account)
          found.through[pad.rawValue] = end
          if let news { pads.append(news) }
        } else {
          let (hasNews, end) = try await hasNews(in: pad, after: start, for: account)
          found.through[pad.rawValue] = end
          if hasNews { moreCount += 1 }
        }
      } catch .accessEnded(.link), .accessEnded(.purged) {
        found.lost.insert(pad.rawValue)
      } catch .accessEnded, .storage(.damagedPad), .notFound, .noSuchMoment {
        // As long as they may not, or nobody can, look into it.
      } catch {
        throw error
      }
    }
    if !pads.isEmpty {
      found.digest = Digest(
        frequency: record.frequency,
        since: record.since,
        pads: pads,
        moreCount: moreCount
      )
    }
    return found
  }

  /// Up to where the member knows a pad.
  private func start(of pad: PadName, _ record: DigestRecord) async throws(PadError) -> UInt64 {
    let history = history(of: pad)
    let last = try await history.moment(.now).sequence
    // What has come to be theirs meanwhile: from when they were written to. After a restore from backup
    // a pad may end before what they know.
    guard let known = record.through[pad.rawValue] else {
      return try await history.moment(.time(record.since)).sequence
    }
    return min(known, last)
  }

  /// What others changed in a pad, as far as the visitor may know; and up to where it was looked.
  private func news(
    at visit: Visit,
    after start: UInt64,
    for account: AccountID
  ) async throws(PadError) -> (pad: Digest.Pad?, end: UInt64) {
    let pad = visit.pad
    var changes: PadChanges?
    let end: UInt64
    if visit.grant.role >= .editor {
      let difference = try await difference(
        of: pad,
        from: .sequence(start),
        to: .now,
        for: .account(account)
      )
      end = difference.to.sequence
      changes = PadChanges(difference)
      if changes == nil { return (nil, end) }
    } else {
      let (hasNews, last) = try await hasNews(in: pad, after: start, for: account)
      end = last
      if !hasNews { return (nil, end) }
    }
    let title = try await title(of: pad)
    let news = Digest.Pad(
      title: title == pad.rawValue ? nil : title,
      shownName: visit.shownName,
      from: start,
      to: end,
      changes: changes
    )
    return (news, end)
  }

  /// Whether others changed a pad, and up to where it was looked.
  private func hasNews(
    in pad: PadName,
    after start: UInt64,
    for account: AccountID
  ) async throws(PadError) -> (hasNews: Bool, end: UInt64) {
    let end = try await history(of: pad).moment(.now).sequence
    var place = start
    while true {
      let page = try await steps(of: pad, after: place, limit: 1_000, for: .account(account))
      let mine = Set(page.persons.filter(\.isMine).map(\.id))
      if page.steps.contains(where: { !mine.contains($0.person) && $0.written + $0.deleted > 0 }) {
        return (true, end)
      }
      guard let next = page.next else { return (false, end) }
      place = next
    }
  }

  private func title(of pad: PadName) async throws(PadError) -> String {
    let noted = try await storing { () throws(StorageError) in
      try await storage.catalog.line(of: pad.rawValue)?.title
    }
    if let noted { return noted }
    return try await existingRoom(pad).metadata()?.title ?? pad.rawValue
  }
}
