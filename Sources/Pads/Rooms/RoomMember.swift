// SPDX-License-Identifier: Apache-2.0

import SyncProtocol
import TextCRDT

/// A session in a room.
final class RoomMember {
  let id: SessionID
  let sink: any SessionSink
  var session: SyncSession
  /// Whether the first messages were sent, after which awareness follows.
  var isWelcomed = false
  /// Whether step 1 was answered, after which updates follow.
  var receivesUpdates = false
  /// Whether it refused a frame and was sent nothing since.
  private(set) var isBehind = false
  /// A state it certainly has or will have once it has read what waits; known while it is behind.
  var knownState: StateVector?
  /// A step 1 whose answer it could not take.
  var missedRequest: StateVector?
  /// Whether it wants to hear the pad's epoch.
  let wantsEpoch: Bool
  /// Who is behind it.
  let identity: Identity
  /// By what a member is signed in.
  let login: Login?
  /// By what right it is here.
  var grant: Grant
  /// Whether it wants to hear its role.
  let wantsRole: Bool
  /// Whether it wants to hear who is a member.
  let wantsMembers: Bool
  /// Whether it wants to hear which edition the pad is.
  let wantsEdition: Bool
  /// What it sent that cannot be judged yet.
  var held = HeldUpdates()
  /// The clients that its own updates brought, where roles need it.
  var broughtClients: Set<ClientID> = []

  /// What it may do.
  var role: Role { grant.role }

  init(
    id: SessionID,
    sink: any SessionSink,
    session: SyncSession,
    wishes: SessionWishes
  ) {
    self.id = id
    self.sink = sink
    self.session = session
    wantsEpoch = wishes.epoch != nil
    identity = wishes.identity
    login = wishes.login
    grant = wishes.grant
    wantsRole = wishes.wantsRole
    wantsMembers = wishes.wantsMembers
    wantsEdition = wishes.wantsEdition
  }

  /// Sends a frame, unless the peer is behind, and remembers that it has heard something.
  ///
  /// - Returns: Whether the frame is on its way.
  @discardableResult
  func send(_ frame: [UInt8], at now: Duration) -> Bool {
    guard !isBehind else { return false }
    session.noteSent(at: now)
    isBehind = !sink.send(frame)
    return !isBehind
  }

  /// Notes that the peer takes frames again.
  ///
  /// - Returns: Whether it was behind.
  func resume() -> Bool {
    defer { isBehind = false }
    return isBehind
  }

  /// Ends the connection for a reason.
  func close(_ error: PadError) {
    let closing = error.closing
    sink.close(code: closing.code, reason: closing.reason)
  }
}
