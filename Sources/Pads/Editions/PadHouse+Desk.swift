// SPDX-License-Identifier: Apache-2.0

import Storage

/// A pad as an archivist has it on the desk.
public struct DeskPad: Equatable, Sendable {
  /// The pad.
  public let name: PadName
  /// The title shown.
  public let title: String
  /// When the last update was committed, in milliseconds since 1970.
  public let updated: Int64
  /// Its editions, and what the next one lacks.
  public let editions: PadEditions
}

extension PadHouse {
  /// The most pads on a desk.
  public static let maximumDeskPads = 500

  /// Somebody's pads, outside of the trash, with what they lack to be finished and their editions.
  ///
  /// - Parameter identity: Who owns them.
  /// - Returns: At most ``maximumDeskPads``, those changed last first; what is damaged is left out.
  /// - Throws: ``PadError/storage(_:)``.
  /// - Complexity: Each pad is opened.
  public func desk(of identity: Identity) async throws(PadError) -> [DeskPad] {
    var desk: [DeskPad] = []
    for (name, described, record) in try await ownDescribedPads(of: identity) {
      // That its publications cannot be read takes no pad from the desk.
      let publications = (try? await publicationBook.record(of: name)) ?? PublicationRecord()
      desk.append(
        DeskPad(
          name: name,
          title: described.title,
          updated: described.updated,
          editions: PadEditions(record, publications, missing: described.missing)
        )
      )
    }
    return desk.sorted { ($1.updated, $0.name) < ($0.updated, $1.name) }
  }

  /// Somebody's pads, outside of the trash, with what their metadata say and their editions; what is
  /// damaged is left out.
  func ownDescribedPads(
    of identity: Identity
  ) async throws(PadError) -> [(name: PadName, described: DescribedPad, record: EditionRecord)] {
    guard identity.mayOwn else { return [] }
    var pads: [(name: PadName, described: DescribedPad, record: EditionRecord)] = []
    for name in try await ownPads(of: identity, limit: Self.maximumDeskPads) {
      let sharing = try await book.sharing(of: name)
      guard sharing.trashed == nil, sharing.purged == nil else { continue }
      do throws(PadError) {
        pads.append((name, try await described(name), try await editionBook.record(of: name)))
      } catch {
        // Who opens it is told what is wrong with it.
        guard case .storage(let cause) = error, cause.isDamage else { throw error }
      }
    }
    return pads
  }
}

extension StorageError {
  /// Whether something that is stored cannot be read.
  fileprivate var isDamage: Bool {
    switch self {
    case .damagedPad, .damagedRecord: true
    default: false
    }
  }
}
