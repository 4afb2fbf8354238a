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

  /// Takes the parts of a data folder.
  ///
  /// - Parameter folder: The folder; who opened it closes it, after the pads are shut down.
  public init(_ folder: DataFolder) {
    self.init(
      updateLog: folder.updateLog,
      checkpoints: folder.checkpoints,
      catalog: folder.catalog
    )
  }

  /// Takes the parts one by one.
  ///
  /// - Parameters:
  ///   - updateLog: The history of the pads.
  ///   - checkpoints: Whole documents.
  ///   - catalog: The list of pads.
  public init(
    updateLog: any UpdateLog,
    checkpoints: any CheckpointStore,
    catalog: any Catalog
  ) {
    self.updateLog = updateLog
    self.checkpoints = checkpoints
    self.catalog = catalog
  }
}
