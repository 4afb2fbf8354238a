// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Who wrote a pad's text, and what they are published as.
public struct Contributor: Codable, Equatable, Sendable {
  /// By ``HistoryPerson/id``.
  public let id: Int
  /// What they are.
  public let kind: HistoryPerson.Kind
  /// What a member is called.
  public let name: String?
  /// What they are published as; nil for their own name.
  public let published: String?
  /// How much of the text they wrote, in UTF-16 units.
  public let length: Int
  /// Whether it is who asks.
  public let isMine: Bool
  /// Whether who asks may decide what they are published as.
  public let mayChange: Bool
}

/// A contributor as an edition names them.
private struct PublishedContributor: Codable {
  let person: Int
  let kind: HistoryPerson.Kind
  let name: String?
  let length: Int
}

extension PadHouse {
  /// The longest name somebody is published by, in bytes of UTF-8.
  public static let maximumPublishedNameBytes = 200

  /// Who wrote a pad's text as it is now.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - identity: Who asks.
  /// - Returns: Who wrote the most first.
  /// - Throws: ``PadError``.
  public func contributors(
    of pad: PadName,
    for identity: Identity
  ) async throws(PadError) -> [Contributor] {
    let written = try await attribution(of: pad, at: .now, for: identity)
    let names = try await publishedNames(in: pad, try await editionBook.record(of: pad))
    let isOwner = try await isOwner(identity, of: pad)
    return written.totals.compactMap { total in
      guard let person = written.persons.first(where: { $0.id == total.person }) else { return nil }
      return Contributor(
        id: person.id,
        kind: person.kind,
        name: person.name,
        published: names.name(of: person.id),
        length: total.length,
        isMine: person.isMine,
        mayChange: person.isMine || isOwner && !names.isChosen(person.id)
      )
    }
  }

  /// Decides what a person is published as in the editions that come.
  ///
  /// What somebody chose for themself only they change.
  ///
  /// - Parameters:
  ///   - id: The person, by ``HistoryPerson/id``.
  ///   - name: The name; nil or empty for their own.
  ///   - pad: The pad.
  ///   - identity: Who decides: the person, or the pad's owner.
  /// - Throws: ``PadError/notFound`` for who did not write in it, ``PadError/beyondRole(_:)``,
  ///   ``PadError/unfitEditionText``, ``PadError/storage(_:)``.
  public func publish(
    _ id: Int,
    as name: String?,
    in pad: PadName,
    by identity: Identity
  ) async throws(PadError) {
    let name = try Self.checked(name, maximumBytes: Self.maximumPublishedNameBytes)
    guard !(name?.contains("\n") ?? false) else { throw .unfitEditionText }
    let persons = try await history(of: pad).persons()
    let people = HistoryPeople(persons, for: identity, accounts)
    guard let person = people.all.first(where: { $0.id == id }) else { throw .notFound }
    if !person.isMine {
      guard try await isOwner(identity, of: pad) else { throw .beyondRole(.editor) }
    }
    try await editionBook.change(pad) { record throws(PadError) in
      let known = PublishedNames(record, people, count: persons.authors.count)
      guard person.isMine || !known.isChosen(id) else { throw .beyondRole(.owner) }
      // What one was called as somebody else, before one was known to be the same.
      for other in known.numbers(of: id) {
        record.names[other] = nil
        record.choosers?.remove(other)
      }
      record.names[id] = name
      if person.isMine, name != nil { record.choosers = (record.choosers ?? []).union([id]) }
    }
  }

  private func publishedNames(
    in pad: PadName,
    _ record: EditionRecord
  ) async throws(PadError) -> PublishedNames {
    let persons = try await history(of: pad).persons()
    let people = HistoryPeople(persons, for: .server, accounts)
    return PublishedNames(record, people, count: persons.authors.count)
  }

  /// Forgets what somebody would be published as, in all pads.
  ///
  /// - Parameter names: Who, as logs name authors.
  /// - Throws: ``PadError/storage(_:)``.
  func unpublish(_ names: Set<String>) async throws(PadError) {
    for pad in try await editionBook.pads() {
      guard try await exists(pad), !(try await editionBook.record(of: pad)).names.isEmpty else {
        continue
      }
      let authors = try await history(of: pad).persons().authors
      let ids = authors.indices.filter { authors[$0].map(names.contains) ?? false }
      try await editionBook.change(pad) { record throws(PadError) in
        for id in ids {
          record.names[id + 1] = nil
          record.choosers?.remove(id + 1)
        }
      }
    }
  }

  /// Who wrote the text of an edition, as it tells it.
  func contributorsPart(
    of pad: PadName,
    at head: UInt64,
    _ record: EditionRecord
  ) async throws(PadError) -> [UInt8] {
    let names = try await publishedNames(in: pad, record)
    let written = try await attribution(of: pad, at: .sequence(head), for: .server)
    return StoredJSON.encoded(
      written.totals.compactMap { total -> PublishedContributor? in
        guard let person = written.persons.first(where: { $0.id == total.person }) else {
          return nil
        }
        return PublishedContributor(
          person: person.id,
          kind: person.kind,
          name: names.name(of: person.id) ?? person.name,
          length: total.length
        )
      }
    )
  }
}

/// What people are published as, also those who were somebody else before they signed in.
private struct PublishedNames {
  private let record: EditionRecord
  private let people: HistoryPeople
  private let count: Int

  init(_ record: EditionRecord, _ people: HistoryPeople, count: Int) {
    self.record = record
    self.people = people
    self.count = count
  }

  /// All by which a person was ever known in the pad, themself first.
  func numbers(of id: Int) -> [Int] {
    let others = (0..<count).filter { people.id(of: UInt32($0)) == id }.map { $0 + 1 }
    return [id] + others.filter { $0 != id }
  }

  /// Whether somebody chose themself what they are published as.
  func isChosen(_ id: Int) -> Bool {
    guard let choosers = record.choosers else { return false }
    return numbers(of: id).contains(where: choosers.contains)
  }

  /// Their own choice, else the owner's; nil without either.
  func name(of id: Int) -> String? {
    let numbers = numbers(of: id)
    let chosen = numbers.filter { record.choosers?.contains($0) ?? false }
    return (chosen + numbers).lazy.compactMap { record.names[$0] }.first
  }
}
