// SPDX-License-Identifier: Apache-2.0

import Logging
import Pads
import Storage
import TestSupport

/// A house of pads over a data folder of the test's own.
struct House {
  let temporary: TemporaryFolder
  let folder: DataFolder
  let log: GatedLog
  let clock = ManualClock()
  let pads: PadHouse
  private let now: @Sendable () -> Int64

  init(
    in temporary: TemporaryFolder? = nil,
    limits: PadLimits = PadLimits(),
    recovery: Duration? = nil,
    now: @escaping @Sendable () -> Int64 = DataFolder.systemTime
  ) throws {
    let temporary = try temporary ?? TemporaryFolder()
    self.temporary = temporary
    self.now = now
    folder = try DataFolder(path: temporary.path, now: now)
    log = GatedLog(folder.updateLog)
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    pads = PadHouse(
      storage: PadStorage(
        updateLog: log,
        checkpoints: folder.checkpoints,
        stretches: folder.stretches,
        catalog: folder.catalog,
        records: folder.records
      ),
      limits: limits,
      recovery: recovery,
      logger: logger,
      clock: clock,
      now: now
    )
  }

  func room(_ name: String) async throws -> Room {
    guard let name = PadName(name) else { throw PadError.invalidName }
    return try await pads.room(name)
  }

  /// Ends it as a server ends, and opens the folder again.
  func restarted(recovery: Duration? = nil) async throws -> House {
    await pads.shutDown()
    await folder.close()
    return try House(in: temporary, recovery: recovery, now: now)
  }

  /// What another process finds when this one is killed now.
  func killed() throws -> House {
    try House(in: temporary.copy(), now: now)
  }
}
