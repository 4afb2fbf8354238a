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

  private let address: PadAddress
  private let head: RequestHead
  private let visitors: Visitors
  private let addresses: AddressSessions
  private let state = Mutex(State.waiting)

  init(address: PadAddress, head: RequestHead, visitors: Visitors, addresses: AddressSessions) {
    self.address = address
    self.head = head
    self.visitors = visitors
    self.addresses = addresses
  }

  // MARK: The WebSocket

  func opened(_ connection: WebSocketConnection) {
    guard addresses.enter(CountedAddress.of(head.peerAddress)) else {
      connection.close(code: CloseCode.tryAgainLater, reason: "too many sessions of this address")
      return
    }
    connection.pauseReading()
    state.withLock { $0 = .connected(connection) }
    Task {
      do throws(PadError) {
        let before = visitors.pads.accessChangeCount
        let visit = try await visitors.enter(address, head: head)
        let login = enter(try await visitors.pads.room(visit.pad), visit.grant)
        // A change since the visit began may have been told to the room before this session came.
        if visitors.pads.accessChangeCount != before {
          try await visitors.pads.review(visit.pad)
        }
        if let login, !visitors.pads.accounts.isSignedIn(login) { throw .signedOut }
        if let login { visitors.pads.noteVisit(visit, by: login.account) }
      } catch {
        visitors.pads.noteRefusal(error)
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
    addresses.leave(CountedAddress.of(head.peerAddress))
  }

  /// - Returns: By what a member is signed in, as the room knows it.
  private func enter(_ room: Room, _ grant: Grant) -> Login? {
    let login = visitors.guests.login(of: head)
    // Under the lock, so that a connection that ends now leaves after it has joined.
    let connection = state.withLock { state -> WebSocketConnection? in
      guard case .connected(let connection) = state else { return nil }
      let sink = ConnectionSink(connection: connection)
      let session = room.join(
        sink,
        as: login.map { .account($0.account) } ?? visitors.guests.identity(of: head),
        login: login,
        by: grant,
        wantsRole: head.target.parameter("roles") == "1",
        wantsMembers: head.target.parameter("members") == "1",
        wantsEdition: head.target.parameter("editions") == "1",
        acknowledges: head.target.parameter("acks") == "1",
        epoch: head.target.parameter("epoch")
      )
      state = .joined(connection, room, session)
      return connection
    }
    connection?.resumeReading()
    return login
  }

  func drained() {
    if case .joined(_, let room, let session) = state.withLock({ $0 }) { room.drained(session) }
  }

  private func close(_ error: PadError) {
    switch state.withLock({ $0 }) {
    case .connected(let connection), .joined(let connection, _, _):
      connection.close(code: error.closing.code, reason: error.closing.reason)
    case .waiting, .over: break
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
