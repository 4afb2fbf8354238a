// SPDX-License-Identifier: Apache-2.0

import Pads
import SyncProtocol
import Synchronization
import WebServer

/// Carries frames between one WebSocket and the room of its pad; what they mean is the room's
/// concern.
///
/// The socket is not read before the room is open, so the frames keep their order and wait with
/// the peer.
final class PadSession: WebSocketSession {
  private enum State {
    case waiting
    case connected(WebSocketConnection)
    case joined(WebSocketConnection, Room, SessionID)
    case over
  }

  private let pad: PadName
  private let pads: PadHouse
  private let identity: Identity
  private let acknowledges: Bool
  private let epoch: String?
  private let address: String
  private let addresses: AddressSessions
  private let state = Mutex(State.waiting)

  init(
    pad: PadName,
    pads: PadHouse,
    identity: Identity,
    acknowledges: Bool,
    epoch: String?,
    address: String,
    addresses: AddressSessions
  ) {
    self.pad = pad
    self.pads = pads
    self.identity = identity
    self.acknowledges = acknowledges
    self.epoch = epoch
    self.address = address
    self.addresses = addresses
  }

  // MARK: The WebSocket

  func opened(_ connection: WebSocketConnection) {
    guard addresses.enter(address) else {
      connection.close(code: CloseCode.tryAgainLater, reason: "too many sessions of this address")
      return
    }
    connection.pauseReading()
    state.withLock { $0 = .connected(connection) }
    Task {
      do throws(PadError) {
        enter(try await pads.room(pad))
      } catch {
        pads.noteRefusal(error)
        close(error)
      }
    }
  }

  func received(_ message: [UInt8]) {
    guard case .joined(let connection, let room, let session) = state.withLock({ $0 }) else {
      return
    }
    room.receive(message, from: session) { connection.pauseReading() }
  }

  func closed(code: UInt16) {
    let last = state.withLock { state in
      defer { state = .over }
      return state
    }
    switch last {
    case .waiting: return
    case .joined(_, let room, let session): room.leave(session)
    case .connected, .over: break
    }
    addresses.leave(address)
  }

  private func enter(_ room: Room) {
    // Under the lock, so that a connection that ends now leaves after it has joined.
    let connection = state.withLock { state -> WebSocketConnection? in
      guard case .connected(let connection) = state else { return nil }
      let sink = ConnectionSink(connection: connection)
      let session = room.join(sink, as: identity, acknowledges: acknowledges, epoch: epoch)
      state = .joined(connection, room, session)
      return connection
    }
    connection?.resumeReading()
  }

  func drained() {
    if case .joined(_, let room, let session) = state.withLock({ $0 }) { room.drained(session) }
  }

  private func close(_ error: PadError) {
    if case .connected(let connection) = state.withLock({ $0 }) {
      connection.close(code: error.closing.code, reason: error.closing.reason)
    }
  }
}

/// Where a room's frames for a session go.
private final class ConnectionSink: SessionSink {
  private let connection: WebSocketConnection

  init(connection: WebSocketConnection) {
    self.connection = connection
  }

  func send(_ frame: [UInt8]) -> Bool { connection.send(frame, isLast: false) }

  func flush() { connection.flush() }

  func close(code: UInt16, reason: String) { connection.close(code: code, reason: reason) }

  func resumeReading() { connection.resumeReading() }
}
