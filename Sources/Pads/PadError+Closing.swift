// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol

/// How a WebSocket is closed.
public struct SessionClosing: Equatable, Sendable {
  /// The close code.
  public let code: UInt16

  /// For a log or a page: what was wrong, in English, without content; at most 123 bytes.
  public let reason: String
}

extension PadError {
  /// What a session is told whose connection ends because of this.
  public var closing: SessionClosing {
    switch self {
    case .refused(let error):
      SessionClosing(code: 4403, reason: "update refused: \(error)")
    case .foreignItems:
      SessionClosing(code: 4403, reason: "update refused: items under another's client ID")
    case .beyondRole(let role):
      SessionClosing(code: 4403, reason: "update refused: beyond the role of \(role.rawValue)")
    case .unplaced:
      SessionClosing(code: 4403, reason: "update refused: what it builds on has not come")
    case .accessEnded(let end):
      SessionClosing(code: end.closeCode, reason: end.rawValue)
    case .signedOut: SessionClosing(code: 4401, reason: "signed out")
    case .otherIdentity: SessionClosing(code: 4408, reason: "come in again as who you are now")
    case .violation(.frameTooLarge), .violation(.awarenessTooLarge),
      .violation(.tooManyAwarenessEntries), .textTooLarge:
      SessionClosing(code: 1009, reason: "message too large")
    case .violation(.malformed(let error)):
      SessionClosing(code: 1007, reason: "malformed message: \(error)")
    case .violation(.invalidAwareness):
      SessionClosing(code: 1007, reason: "invalid awareness")
    case .violation(.unknownMessage(let number)), .violation(.unexpectedMessage(let number)):
      SessionClosing(code: 1003, reason: "message \(number) not accepted")
    case .storage(.damagedPad(_, let part)):
      SessionClosing(code: 1011, reason: "pad is damaged: \(part)")
    case .storage(.full):
      SessionClosing(code: 1013, reason: "disk full")
    case .storage:
      SessionClosing(code: 1011, reason: "storage failed")
    case .otherHistory:
      SessionClosing(code: 4409, reason: "another history is behind this name")
    case .tooManySessions:
      SessionClosing(code: 1013, reason: "too many sessions")
    case .closing:
      SessionClosing(code: 1001, reason: "going away")
    case .tooManyGuesses: SessionClosing(code: 1013, reason: "too many guesses")
    case .sharingUnreadable: SessionClosing(code: 1011, reason: "storage failed")
    case .invalidName, .exists, .notFound, .changed, .invalidMeta, .notEditable, .padImagesFull,
      .imagesFull, .unfitLink, .unfitPassphrase, .tooManyLinks:
      SessionClosing(code: 1008, reason: "not possible")
    }
  }

  /// A name for the kind of failure, as statistics count it.
  public var cause: String {
    switch self {
    case .refused: "update_refused"
    case .foreignItems: "foreign_items"
    case .beyondRole: "beyond_role"
    case .unplaced: "unplaced"
    case .accessEnded: "access_ended"
    case .signedOut: "signed_out"
    case .otherIdentity: "other_identity"
    case .violation(.frameTooLarge), .violation(.awarenessTooLarge),
      .violation(.tooManyAwarenessEntries), .textTooLarge:
      "too_large"
    case .violation: "malformed"
    case .storage(.damagedPad): "pad_damaged"
    case .storage(.full): "disk_full"
    case .storage: "storage_failed"
    case .otherHistory: "other_history"
    case .tooManySessions: "too_many_sessions"
    case .closing: "going_away"
    case .tooManyGuesses: "too_many_guesses"
    case .sharingUnreadable: "storage_failed"
    case .invalidName, .exists, .notFound, .changed, .invalidMeta, .notEditable, .padImagesFull,
      .imagesFull, .unfitLink, .unfitPassphrase, .tooManyLinks:
      "not_possible"
    }
  }
}

extension AccessEnd {
  /// The WebSocket close code: 4401 where the person can do something about it here.
  fileprivate var closeCode: UInt16 {
    switch self {
    case .passphrase: 4401
    case .link, .sentAway, .closed: 4404
    case .trashed: 4410
    }
  }
}
