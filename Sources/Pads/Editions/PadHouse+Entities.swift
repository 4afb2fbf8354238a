// SPDX-License-Identifier: Apache-2.0

/// What became of a correction.
public struct EntityCorrectionResult: Equatable, Sendable {
  /// The pads whose description was changed.
  public let changed: Int
  /// The pads that name it and are finished, which no correction changes.
  public let finished: Int
}

extension PadHouse {
  /// Who and what the descriptions of somebody's pads name.
  ///
  /// - Parameter identity: Who owns them.
  /// - Returns: Each once, by kind and name.
  /// - Throws: ``PadError/storage(_:)``.
  public func entities(of identity: Identity) async throws(PadError) -> [KnownEntity] {
    var index = EntityIndex()
    for pad in try await ownDescribedPads(of: identity) {
      index.add(Description(pad.described.meta))
    }
    return index.entities
  }

  /// Calls something by another name in all of somebody's pads, live.
  ///
  /// - Parameters:
  ///   - correction: The names.
  ///   - identity: Who owns the pads.
  /// - Returns: How many pads changed, and how many are finished and name it.
  /// - Throws: ``PadError/invalidMeta(field:)`` for a name that no field can hold; what was changed before
  ///   stays. ``PadError/storage(_:)``.
  public func correct(
    _ correction: EntityCorrection,
    by identity: Identity
  ) async throws(PadError) -> EntityCorrectionResult {
    var (changed, finished) = (0, 0)
    for pad in try await ownDescribedPads(of: identity) {
      let changes = correction.changes(in: pad.described.meta)
      guard !changes.isEmpty else { continue }
      guard pad.record.current == 0 else {
        finished += 1
        continue
      }
      do throws(PadError) {
        try await existingRoom(pad.name).setMeta(try MetaChanges(changes), by: identity)
        changed += 1
      } catch .finished {
        finished += 1
      } catch .invalidMeta where correction.isFit {
        // What other editors wrote beside it no field of ours can hold; that pad stays as it is.
        continue
      } catch {
        throw error
      }
    }
    return EntityCorrectionResult(changed: changed, finished: finished)
  }
}
