// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol

/// How a WebSocket is closed.
public struct SessionClosing: Equatable, Sendable {
  /// The close code.
  public let code: UInt16

  /// What was wrong: a word that stays, and after a colon more in English, without content; at most
  /// 123 bytes.
  public let reason: String

  init(_ code: UInt16, _ word: String, _ more: String = "") {
    self.code = code
    reason = more.isEmpty ? word : "\(word): \(more)"
  }
}

extension PadError {
  /// What a session is told whose connection ends because of this: a word that pages know, the kind of
  /// problem where there is one, and for people who look for the cause a few more.
  public var closing: SessionClosing {
    switch self {
    case .refused(let error): SessionClosing(4403, "edit-refused", "\(error)")
    case .foreignItems: SessionClosing(4403, "foreign-items", "items under another's client ID")
    case .beyondRole(let role): SessionClosing(4403, "beyond-role", "the role is \(role.rawValue)")
    case .finished: SessionClosing(4403, "pad-finished", "the pad is an edition")
    case .unplaced: SessionClosing(4403, "unplaced", "what it builds on has not come")
    case .accessEnded(let end): SessionClosing(end.closeCode, end.rawValue)
    case .signedOut: SessionClosing(4401, "signed-out")
    case .otherIdentity: SessionClosing(4408, "other-identity", "come in again as who you are now")
    case .violation(.frameTooLarge), .violation(.awarenessTooLarge),
      .violation(.tooManyAwarenessEntries), .textTooLarge:
      SessionClosing(1009, "message-too-large")
    case .violation(.malformed(let error)): SessionClosing(1007, "malformed-message", "\(error)")
    case .violation(.invalidAwareness): SessionClosing(1007, "invalid-awareness")
    case .violation(.unknownMessage(let number)), .violation(.unexpectedMessage(let number)):
      SessionClosing(1003, "message-not-accepted", "message \(number)")
    case .storage(.damagedPad(_, let part)): SessionClosing(1011, "pad-damaged", "\(part)")
    case .storage(.full): SessionClosing(1013, "disk-full")
    case .storage, .sharingUnreadable: SessionClosing(1011, "storage-failed")
    case .otherHistory: SessionClosing(4409, "other-history")
    case .tooManySessions: SessionClosing(1013, "pad-full")
    case .closing: SessionClosing(1001, "going-down")
    case .tooManyGuesses: SessionClosing(1013, "too-many-guesses")
    case .searchBusy: SessionClosing(1013, "search-busy")
    case .passphrasesBusy: SessionClosing(1013, "passwords-busy")
    case .invalidName, .exists, .notFound, .changed, .invalidMeta, .notEditable, .padImagesFull,
      .imagesFull, .unfitLink, .unfitPassphrase, .tooManyLinks, .cannotSendAway,
      .noSuchMoment, .momentsOutOfOrder, .noSuchVersion, .unfitVersionName, .tooManyVersions,
      .notARestore, .unfitPassage, .passageElsewhere,
      .notFinished, .untitled, .noSuchEdition, .tooManyEditions, .unfitEditionText,
      .notPublished:
      SessionClosing(1008, "not-possible")
    }
  }

  /// A name for the kind of failure, as statistics count it.
  public var cause: String {
    switch self {
    case .refused: "update_refused"
    case .foreignItems: "foreign_items"
    case .beyondRole: "beyond_role"
    case .finished: "finished"
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
    case .searchBusy: "search_busy"
    case .passphrasesBusy: "passwords_busy"
    case .sharingUnreadable: "storage_failed"
    case .invalidName, .exists, .notFound, .changed, .invalidMeta, .notEditable, .padImagesFull,
      .imagesFull, .unfitLink, .unfitPassphrase, .tooManyLinks, .cannotSendAway,
      .noSuchMoment, .momentsOutOfOrder, .noSuchVersion, .unfitVersionName, .tooManyVersions,
      .notARestore, .unfitPassage, .passageElsewhere,
      .notFinished, .untitled, .noSuchEdition, .tooManyEditions, .unfitEditionText,
      .notPublished:
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
    case .trashed, .purged: 4410
    }
  }
}
