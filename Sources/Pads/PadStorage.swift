// SPDX-License-Identifier: Apache-2.0

public import Storage

/// What rooms need of a data folder.
public struct PadStorage: Sendable {
  /// The history of the pads.
  public let updateLog: any UpdateLog
  /// Whole documents, to open pads quickly.
  public let checkpoints: any CheckpointStore
  /// History made ready to be looked into.
  public let stretches: any StretchStore
  /// The list of pads.
  public let catalog: any Catalog
  /// Who may do what.
  public let records: any RecordStore

  /// Takes the parts of a data folder.
  ///
  /// - Parameter folder: The folder; who opened it closes it, after the pads are shut down.
  public init(_ folder: DataFolder) {
    self.init(
      updateLog: folder.updateLog,
      checkpoints: folder.checkpoints,
      stretches: folder.stretches,
      catalog: folder.catalog,
      records: folder.records
    )
  }

  /// Takes the parts one by one.
  ///
  /// - Parameters:
  ///   - updateLog: The history of the pads.
  ///   - checkpoints: Whole documents.
  ///   - stretches: History made ready to be looked into.
  ///   - catalog: The list of pads.
  ///   - records: Who may do what.
  public init(
    updateLog: any UpdateLog,
    checkpoints: any CheckpointStore,
    stretches: any StretchStore,
    catalog: any Catalog,
    records: any RecordStore
  ) {
    self.updateLog = updateLog
    self.checkpoints = checkpoints
    self.stretches = stretches
    self.catalog = catalog
    self.records = records
  }
}
