// SPDX-License-Identifier: Apache-2.0

import Logging
import SyncProtocol
import Synchronization

/// Numbers the sessions of a process.
final class SessionNumbers: Sendable {
  private let last = Atomic<UInt64>(0)

  func next() -> SessionID {
    SessionID(rawValue: last.add(1, ordering: .relaxed).newValue)
  }
}

/// What a room has from the house it stands in.
struct RoomServices: Sendable {
  let storage: PadStorage
  let limits: PadLimits
  let time: PadTime
  let logger: Logger
  let sessionNumbers: SessionNumbers
  let statistics: StatisticsKeeper
  /// Which guests are members.
  let kinship: Kinship
  /// When the recovery window ends that a restore from backup opened; `nil` for none.
  let recoveryEnd: Duration?
  /// Called once when the room has closed, whatever the reason.
  let onClose: @Sendable (Room) -> Void
  /// Called once nobody was here for a while and everything is on the disk.
  let onRest: @Sendable (PadName) -> Void

  /// Whether others' items may be brought back.
  var isRecovering: Bool { recoveryEnd.map { time.now() < $0 } ?? false }

  /// Tells the operator what went wrong with a pad.
  func tell(_ level: Logger.Level, _ message: Logger.Message, _ error: any Error, pad: PadName) {
    logger.log(
      level: level,
      message,
      metadata: ["pad": "\(pad.rawValue)", "error": "\(error)"]
    )
  }
}
