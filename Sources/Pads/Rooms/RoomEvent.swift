// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
import TextCRDT

/// Everything that happens to a room, in the order it happens.
enum RoomEvent: Sendable {
  case join(SessionID, any SessionSink, SessionWishes)
  case message(SessionID, [UInt8])
  case leave(SessionID)
  case drained(SessionID)
  /// What is held of a session may be judged now.
  case retry(SessionID)
  case regrade(@Sendable (Identity, Grant) -> Result<Role, PadError>)
  case dismiss(@Sendable (Identity, Login?) -> PadError?)
  case edit(RoomEdit)
  case lock(RoomLock)
  case read(RoomRead)
  case tick(next: Duration)
  case shutDown(@Sendable () -> Void)
}

/// A change the server makes itself.
struct RoomEdit: Sendable {
  /// The only version it may be applied to; `nil` for any.
  let condition: PadVersion?
  /// Who asked for it; the items themselves are the server's.
  let author: Identity
  /// Whether it must bring the pad into being, even if it writes nothing.
  let isCreation: Bool
  /// Whether it takes out what must not be in the pad, which also a finished pad allows.
  let isErasure: Bool
  /// Edits the document within one transaction, and tells what of it somebody else wrote first.
  let body: @Sendable (Document) throws(EditError) -> [Credit]
  /// Called once: with what came of it after the commit, or with what went wrong.
  let finish: @Sendable (Result<RoomEditResult, PadError>) -> Void
}

/// What came of a change the server made.
struct RoomEditResult: Sendable {
  /// The pad's version after the commit.
  let version: PadVersion
  /// The row of the log that holds the edit; nil when there was nothing to change.
  let sequence: UInt64?
}

/// A look at the document when everything in it is on disk.
struct RoomRead: Sendable {
  /// Looks.
  let body: @Sendable (Document, RoomFacts) -> Void
  /// Called instead when the room closes first.
  let fail: @Sendable (PadError) -> Void
}

/// What a room knows of its pad besides the document.
struct RoomFacts: Sendable {
  let version: PadVersion
  /// In milliseconds since 1970; `nil` for a pad that does not exist yet.
  let created: Int64?
  let updated: Int64?
  let sessionCount: Int
}

extension RoomEvent {
  /// Turns the event away from a room that is closed.
  func reject(_ error: PadError) {
    switch self {
    case .join(_, let sink, _): sink.close(code: error.closing.code, reason: error.closing.reason)
    case .edit(let edit): edit.finish(.failure(error))
    case .lock(let lock): lock.done(.failure(error))
    case .read(let read): read.fail(error)
    case .shutDown(let done): done()
    case .message, .leave, .drained, .retry, .regrade, .dismiss, .tick: break
    }
  }
}
