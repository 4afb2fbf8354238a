// SPDX-License-Identifier: Apache-2.0

import Storage

/// What the names of versions may be.
public enum NamedVersion {
  /// The longest name, in bytes of UTF-8.
  public static let maximumNameBytes = 200
}

extension PadHouse {
  /// A rest of this length makes an automatic version, in milliseconds.
  static let restWorthVersion: Int64 = 1_800_000
  /// What the IDs of automatic versions begin with, before their log entry.
  private static let automaticPrefix = "rest-"

  /// Lists the versions of a pad.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - identity: Who asks.
  /// - Returns: Those that were named and those at which people rested, by log entry.
  /// - Throws: ``PadError``.
  public func versions(
    of pad: PadName,
    for identity: Identity
  ) async throws(PadError) -> [PadVersionMark] {
    let history = history(of: pad)
    let (spans, _) = try await history.timeline()
    let persons = try await history.persons()
    let people = HistoryPeople(persons, for: identity, accounts)
    let isOwner = try await isOwner(identity, of: pad)
    let named = try await historyBook.record(of: pad).versions.map { version in
      mark(version, people, persons, isOwner: isOwner, for: identity)
    }
    let taken = Set(named.map(\.sequence))
    let rests = Self.rests(in: spans, until: now()).filter { !taken.contains($0.sequence) }
    let automatic = rests.map { rest in
      PadVersionMark(
        id: "\(Self.automaticPrefix)\(rest.sequence)",
        kind: .automatic,
        sequence: rest.sequence,
        time: rest.time,
        name: nil,
        person: nil,
        created: nil,
        mayChange: false
      )
    }
    return (named + automatic).sorted {
      ($0.sequence, $0.created ?? 0, $0.id) < ($1.sequence, $1.created ?? 0, $1.id)
    }
  }

  private func mark(
    _ version: HistoryRecord.Version,
    _ people: HistoryPeople,
    _ persons: HistoryPersons,
    isOwner: Bool,
    for identity: Identity
  ) -> PadVersionMark {
    PadVersionMark(
      id: version.id,
      kind: .named,
      sequence: version.sequence,
      time: version.time,
      name: version.name,
      person: people.id(of: version.who, among: persons),
      created: version.created,
      mayChange: isOwner || isTheirs(version, identity)
    )
  }

  /// The last moments before everybody rested.
  static func rests(
    in spans: [HistorySpan],
    until now: Int64
  ) -> [(sequence: UInt64, time: Int64)] {
    var rests: [(sequence: UInt64, time: Int64)] = []
    var end: (sequence: UInt64, time: Int64)?
    for span in spans {
      if let end, span.from - end.time >= restWorthVersion { rests.append(end) }
      end = (max(end?.sequence ?? 0, span.last), max(end?.time ?? 0, span.to))
    }
    if let end, now - end.time >= restWorthVersion { rests.append(end) }
    return rests
  }

  private func isTheirs(_ version: HistoryRecord.Version, _ identity: Identity) -> Bool {
    identity.mayOwn && accounts.kinship.areOne(Identity(stored: version.who), identity)
  }

  /// Names a moment.
  ///
  /// - Parameters:
  ///   - moment: The moment.
  ///   - pad: The pad.
  ///   - name: What it is called.
  ///   - identity: Who names it.
  /// - Returns: The version.
  /// - Throws: ``PadError/unfitVersionName``, ``PadError/tooManyVersions``,
  ///   ``PadError/noSuchMoment``.
  public func nameVersion(
    at moment: Moment,
    of pad: PadName,
    _ name: String,
    by identity: Identity
  ) async throws(PadError) -> PadVersionMark {
    let name = try Self.checked(name)
    let history = history(of: pad)
    let found = try await history.moment(moment)
    guard let time = found.time else { throw .noSuchMoment }
    let version = HistoryRecord.Version(
      id: Base64URL.text(of: RandomBytes.draw(9)),
      name: name,
      sequence: found.sequence,
      time: time,
      created: now(),
      who: identity.stored
    )
    try await historyBook.change(pad) { record throws(PadError) in
      guard record.versions.count < HistoryBook.maximumVersions else { throw .tooManyVersions }
      record.versions.append(version)
    }
    let persons = try await history.persons()
    let people = HistoryPeople(persons, for: identity, accounts)
    return mark(version, people, persons, isOwner: true, for: identity)
  }

  /// Gives a version another name.
  ///
  /// - Parameters:
  ///   - id: The version.
  ///   - pad: The pad.
  ///   - name: What it is called now.
  ///   - identity: Who renames it.
  /// - Returns: The version.
  /// - Throws: ``PadError/noSuchVersion``, ``PadError/unfitVersionName``,
  ///   ``PadError/beyondRole(_:)`` for who neither named it nor owns the pad.
  public func renameVersion(
    _ id: String,
    of pad: PadName,
    to name: String,
    by identity: Identity
  ) async throws(PadError) -> PadVersionMark {
    let name = try Self.checked(name)
    let isOwner = try await isOwner(identity, of: pad)
    let version = try await historyBook.change(pad) { record throws(PadError) in
      let index = try place(of: id, in: record, isOwner: isOwner, identity)
      record.versions[index].name = name
      return record.versions[index]
    }
    let persons = try await history(of: pad).persons()
    let people = HistoryPeople(persons, for: identity, accounts)
    return mark(version, people, persons, isOwner: isOwner, for: identity)
  }

  /// Removes a version's name; the moment stays.
  ///
  /// - Parameters:
  ///   - id: The version.
  ///   - pad: The pad.
  ///   - identity: Who removes it.
  /// - Throws: As ``renameVersion(_:of:to:by:)``.
  public func removeVersion(
    _ id: String,
    of pad: PadName,
    by identity: Identity
  ) async throws(PadError) {
    let isOwner = try await isOwner(identity, of: pad)
    try await historyBook.change(pad) { record throws(PadError) in
      let index = try place(of: id, in: record, isOwner: isOwner, identity)
      record.versions.remove(at: index)
    }
  }

  /// The moment of a version.
  ///
  /// - Parameters:
  ///   - id: The version, named or automatic.
  ///   - pad: The pad.
  /// - Returns: Its moment.
  /// - Throws: ``PadError/noSuchVersion``.
  public func moment(ofVersion id: String, of pad: PadName) async throws(PadError) -> Moment {
    let prefix = Self.automaticPrefix
    if id.hasPrefix(prefix), let sequence = UInt64(id.dropFirst(prefix.count)) {
      return .sequence(sequence)
    }
    let record = try await historyBook.record(of: pad)
    guard let version = record.versions.first(where: { $0.id == id }) else { throw .noSuchVersion }
    return .sequence(version.sequence)
  }

  private func place(
    of id: String,
    in record: HistoryRecord,
    isOwner: Bool,
    _ identity: Identity
  ) throws(PadError) -> Int {
    guard let index = record.versions.firstIndex(where: { $0.id == id }) else {
      throw .noSuchVersion
    }
    guard isOwner || isTheirs(record.versions[index], identity) else { throw .beyondRole(.editor) }
    return index
  }

  private static func checked(_ name: String) throws(PadError) -> String {
    let line = name.split(whereSeparator: \.isNewline).joined(separator: " ")
    let trimmed = String(line.drop(while: \.isWhitespace))
    guard trimmed.isSeen, !trimmed.hidesSomething,
      trimmed.utf8.count <= NamedVersion.maximumNameBytes
    else { throw .unfitVersionName }
    return trimmed
  }
}
