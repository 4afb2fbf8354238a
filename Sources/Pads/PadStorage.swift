// SPDX-License-Identifier: Apache-2.0

public import Storage

/// What rooms need of a data folder.
public struct PadStorage: Sendable {
  /// The history of the pads.
  public let updateLog: any UpdateLog
  /// Whole documents, to open pads quickly.
  public let checkpoints: any CheckpointStore
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
      catalog: folder.catalog,
      records: folder.records
    )
  }

  /// Takes the parts one by one.
  ///
  /// - Parameters:
  ///   - updateLog: The history of the pads.
  ///   - checkpoints: Whole documents.
  ///   - catalog: The list of pads.
  ///   - records: Who may do what.
  public init(
    updateLog: any UpdateLog,
    checkpoints: any CheckpointStore,
    catalog: any Catalog,
    records: any RecordStore
  ) {
    self.updateLog = updateLog
    self.checkpoints = checkpoints
    self.catalog = catalog
    self.records = records
  }
}
