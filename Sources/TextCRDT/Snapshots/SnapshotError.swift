// SPDX-License-Identifier: Apache-2.0

/// Why a document cannot be shown as it was at a snapshot.
public enum SnapshotError: Error, Equatable, Sendable {
  /// Content that was there is gone, or may be: the document collects garbage.
  case contentCollected

  /// The snapshot has units of a client that the document does not have.
  case unknownUnits(ClientID)

  /// The snapshot is of no moment: it has units without what they depend on.
  case inconsistent
}
