// SPDX-License-Identifier: Apache-2.0

import SyncProtocol

/// A session in a room.
final class RoomMember {
  let id: SessionID
  let sink: any SessionSink
  var session: SyncSession
  /// Whether the first messages were sent, after which awareness follows.
  var isWelcomed = false
  /// Whether step 1 was answered, after which updates follow.
  var receivesUpdates = false

  init(id: SessionID, sink: any SessionSink, session: SyncSession) {
    self.id = id
    self.sink = sink
    self.session = session
  }

  /// Sends a frame and remembers that the peer has heard something.
  func send(_ frame: [UInt8], at now: Duration) {
    session.noteSent(at: now)
    sink.send(frame)
  }

  /// Ends the connection for a reason.
  func close(_ error: PadError) {
    let closing = error.closing
    sink.close(code: closing.code, reason: closing.reason)
  }
}
