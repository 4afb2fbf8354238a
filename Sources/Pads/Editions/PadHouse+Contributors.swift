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
    let record = try await editionBook.record(of: pad)
    let isOwner = try await isOwner(identity, of: pad)
    return written.totals.compactMap { total in
      guard let person = written.persons.first(where: { $0.id == total.person }) else { return nil }
      return Contributor(
        id: person.id,
        kind: person.kind,
        name: person.name,
        published: record.names[person.id],
        length: total.length,
        isMine: person.isMine,
        mayChange: person.isMine || isOwner && !record.isChosen(person.id)
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
      guard person.isMine || !record.isChosen(id) else { throw .beyondRole(.owner) }
      record.names[id] = name
      guard person.isMine else { return }
      record.choosers = (record.choosers ?? []).subtracting(name == nil ? [id] : [])
      if name != nil { record.choosers?.insert(id) }
    }
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
    names: [Int: String]
  ) async throws(PadError) -> [UInt8] {
    let written = try await attribution(of: pad, at: .sequence(head), for: .server)
    return StoredJSON.encoded(
      written.totals.compactMap { total -> PublishedContributor? in
        guard let person = written.persons.first(where: { $0.id == total.person }) else {
          return nil
        }
        return PublishedContributor(
          person: person.id,
          kind: person.kind,
          name: names[person.id] ?? person.name,
          length: total.length
        )
      }
    )
  }
}

extension EditionRecord {
  /// Whether somebody chose themself what they are published as.
  fileprivate func isChosen(_ id: Int) -> Bool { choosers?.contains(id) ?? false }
}
