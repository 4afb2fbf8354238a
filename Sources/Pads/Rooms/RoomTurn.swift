// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
import TextCRDT

/// What one author brought in a turn: a row of the log, or more.
struct TurnPart {
  var author: Author
  /// What it did to the document.
  var change: [UInt8]?
  /// Updates of which a part waits for its dependencies: for the log only.
  var waiting: [[UInt8]] = []
  /// Client IDs that were used for the first time.
  var boundClients: [ClientID] = []
  /// Whose they are: the author's, or the server's in an edit of its own.
  var bindingOwner: Identity
  /// Whether the pad comes into being even if nothing is written.
  var isCreation = false
  /// What of it somebody else wrote first.
  var credits: [Credit] = []
  /// How many rows of the log it makes.
  var rowCount = 0
  /// The first of them that holds it, once it is committed; nil when it changed nothing.
  var sequence: UInt64?

  init(_ author: Author = Author(.anonymous)) {
    self.author = author
    bindingOwner = author.identity
  }

  /// What the log is to bind.
  var binding: ClientBinding? {
    boundClients.isEmpty
      ? nil : ClientBinding(owner: bindingOwner.stored, clients: boundClients)
  }
}

/// What one turn of a room has gathered: first integrated, then committed, then shown.
struct RoomTurn {
  /// Something that waits for the turn's commit.
  enum FollowUp {
    case welcome(RoomMember)
    case sendMissing(RoomMember, since: StateVector)
    case sendAwareness(RoomMember)
    case tellRole(RoomMember)
    case catchUp(RoomMember)
    case close(RoomMember, PadError)
    /// An edit, and the part of the turn it is.
    case finish(RoomEdit, part: Int)
    case locked(RoomLock)
    case read(RoomRead)
    case tick(next: Duration)
    case shutDown(@Sendable () -> Void)
  }

  /// What the whole turn did to the document, for everybody.
  var change: [UInt8]?
  /// What each author did to it, for the log.
  var parts: [TurnPart] = []
  /// The part that is being integrated.
  var part = TurnPart()
  /// Whether the document may differ from the last commit.
  var hasEdits = false
  /// Whether the pad comes into being even if nothing is written.
  var isCreation = false
  /// Whether its commit brought the pad into being.
  var isFirstCommit = false
  /// The last word of each client, in the order the clients first spoke.
  private(set) var awareness: [AwarenessEntry] = []
  /// The sessions whose updates were accepted.
  var authors: [RoomMember] = []
  /// In the order of the events that asked for them.
  var followUps: [FollowUp] = []

  /// Adds what is new in awareness; only the last state of a client is shown.
  mutating func add(_ changes: [AwarenessEntry]) {
    for change in changes {
      if let index = awareness.firstIndex(where: { $0.client == change.client }) {
        awareness[index] = change
      } else {
        awareness.append(change)
      }
    }
  }

  /// Notes which rows hold what.
  mutating func noteRows(endingWith last: UInt64) {
    var next = last + 1 - UInt64(parts.reduce(0) { $0 + $1.rowCount })
    for index in parts.indices {
      if parts[index].change != nil { parts[index].sequence = next }
      next += UInt64(parts[index].rowCount)
    }
  }
}
