// SPDX-License-Identifier: Apache-2.0

import Pads
import SyncProtocol
import TextCRDT

/// A client as y-websocket has it: a document, and the answers the protocol asks for.
final class Peer {
  let document: Document
  let sink = RecordingSink()
  let room: Room
  let session: SessionID
  private(set) var isSynced = false
  private(set) var acknowledged: UInt64 = 0
  private(set) var epoch: String?
  private(set) var erasures: UInt64?
  private(set) var role: String?
  private(set) var edition: UInt64?
  private(set) var members: [PresentMember]?
  private(set) var updateFrames: [[UInt8]] = []
  private(set) var awareness: [ClientID: [UInt8]] = [:]

  init(
    _ client: UInt64,
    in room: Room,
    as identity: Identity = .anonymous,
    login: Login? = nil,
    by grant: Grant = .ownName,
    acknowledges: Bool = true,
    epoch: String? = nil,
    document: Document? = nil
  ) {
    self.document = document ?? Document(clientID: ClientID(rawValue: client))
    self.room = room
    session = room.join(
      sink,
      as: identity,
      login: login,
      by: grant,
      wantsRole: true,
      wantsMembers: true,
      wantsEdition: true,
      acknowledges: acknowledges,
      epoch: epoch
    )
    send(.step1(self.document.stateVector))
  }

  var text: String { document.text("content").string }

  /// For each message with an update, up to which of its own clocks the room has everything.
  ///
  /// Before the answer to step 1 that is unknown: what was typed offline comes with it.
  private var sentClocks: [UInt64] = []
  private var hasAnswered = false

  /// Up to which of its own clocks the peer was told that the disk has them.
  var savedClock: UInt64 {
    acknowledged == 0 ? 0 : sentClocks[Int(acknowledged) - 1]
  }

  func send(_ message: SyncMessage) {
    switch message {
    case .step2, .update:
      if case .step2 = message { hasAnswered = true }
      let clock = document.stateVector.nextClock(of: document.clientID)
      sentClocks.append(hasAnswered ? clock : 0)
    default: break
    }
    room.receive(message.encoded, from: session)
  }

  func insert(_ text: String, at offset: Int) throws {
    let update = try document.transact { () throws(EditError) in
      try document.text("content").insert(text, at: offset)
    }
    if let update { send(.update(update)) }
  }

  func remove(_ range: Range<Int>) throws {
    let update = try document.transact { () throws(EditError) in
      try document.text("content").remove(range)
    }
    if let update { send(.update(update)) }
  }

  /// Edits the document and sends what came of it.
  func edit(_ body: (Document) throws(EditError) -> Void) throws {
    let update = try document.transact { () throws(EditError) in try body(document) }
    if let update { send(.update(update)) }
  }

  func present(_ clock: UInt64, _ state: String?) {
    send(
      .awareness([
        AwarenessEntry(
          client: document.clientID,
          clock: clock,
          state: state.map { [UInt8]($0.utf8) }
        )
      ])
    )
  }

  /// Takes in what has come.
  ///
  /// - Returns: Whether it answered something.
  func pump() throws -> Bool {
    var hasAnswered = false
    for message in try sink.take() {
      switch message {
      case .step1(let stateVector):
        send(.step2(document.encodedState(since: stateVector)))
        hasAnswered = true
      case .step2(let update):
        try document.apply(update)
        isSynced = true
      case .update(let update):
        updateFrames.append(update)
        try document.apply(update)
      case .awareness(let entries):
        for entry in entries { awareness[entry.client] = entry.state }
      case .acknowledgement(let count): acknowledged = count
      case .queryAwareness, .permissionDenied: break
      case .epoch(let epoch): self.epoch = epoch
      case .erasures(let count): erasures = count
      case .role(let role): self.role = role
      case .edition(let number): edition = number
      case .members(let members): self.members = members
      }
    }
    return hasAnswered
  }
}

/// Lets a room and its peers talk until everything is said.
func settle(_ peers: Peer...) async throws {
  var isTalking = true
  while isTalking {
    isTalking = false
    for peer in peers {
      // A read is answered when all before it is committed and shown; who is here is told at the end
      // of its turn, before the next one.
      for _ in 0..<2 { _ = try? await peer.room.text() }
      if try peer.pump() { isTalking = true }
    }
  }
}
