// SPDX-License-Identifier: Apache-2.0

/// What a transaction did to a document.
public struct TransactionSummary {
  /// What kind of thing caused it.
  public let cause: TransactionCause

  /// Who caused it, as whoever began it said; nil when they did not.
  public let source: TransactionSource?

  /// All of it as one Yjs update, v1.
  public let update: [UInt8]

  /// For each client the next clock before.
  public let stateBefore: StateVector

  /// For each client the next clock after.
  public let stateAfter: StateVector

  /// The units that were deleted.
  public let deletions: DeleteSet

  /// The shared types whose content or keys changed, without those that are new or gone.
  public let changedTypes: [Content]

  /// The sub-documents that came.
  public let subdocumentsAdded: [Subdocument]

  /// The sub-documents that went.
  public let subdocumentsRemoved: [Subdocument]

  /// Those that came and should be loaded at once.
  public let subdocumentsToLoad: [Subdocument]
}
