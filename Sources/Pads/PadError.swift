// SPDX-License-Identifier: Apache-2.0

public import Storage
public import SyncProtocol
public import TextCRDT

/// Why something could not be done with a pad.
public enum PadError: Error, Equatable, Sendable {
  /// The name does not follow the rule of ``PadName``.
  case invalidName

  /// A pad has this name already.
  case exists

  /// No pad has this name.
  case notFound

  /// The pad is no longer in the state the caller knows.
  case changed

  /// A field of the metadata does not exist or its value is not what it may hold.
  case invalidMeta(field: String)

  /// The text is longer than ``PadLimits/maximumTextBytes``.
  case textTooLarge(Int)

  /// The pad's images take all of ``ImageLimits/maximumBytesPerPad``.
  case padImagesFull

  /// All images together take all of ``ImageLimits/maximumTotalBytes``.
  case imagesFull

  /// The pad has as many sessions as ``PadLimits/maximumSessions``.
  case tooManySessions

  /// The document refused an update; it is as it was.
  case refused(UpdateError)

  /// An update holds new items under a client ID that is another's; nothing changed.
  case foreignItems

  /// An update goes beyond the session's role.
  case beyondRole(Role)

  /// An update whose place in the document nothing tells, from a session that may not write
  /// everywhere.
  case unplaced

  /// A link that would make owners, or that would be over before it begins.
  case unfitLink

  /// A passphrase that is empty or too long.
  case unfitPassphrase

  /// The pad has as many links as a pad may have.
  case tooManyLinks

  /// Nobody who can be sent away: the pad's owner, or who would not be known again.
  case cannotSendAway

  /// The pad's history has no such moment.
  case noSuchMoment

  /// The second of two moments is before the first.
  case momentsOutOfOrder

  /// The pad has no version of this name, or it is computed and cannot be changed.
  case noSuchVersion

  /// A version's name is empty or longer than ``NamedVersion/maximumNameBytes``.
  case unfitVersionName

  /// The pad has ``HistoryBook/maximumVersions`` already.
  case tooManyVersions

  /// No restore that can be undone: another edit, or one that was undone already.
  case notARestore

  /// The pad is an edition, which takes no edit.
  case finished

  /// The pad is no edition: it can be written in.
  case notFinished

  /// A text without a title cannot be finished.
  case untitled

  /// The pad has no edition of this number, or it was erased.
  case noSuchEdition

  /// The edition was never published, or is not at this address.
  case notPublished

  /// The pad has ``EditionBook/maximumEditions`` already.
  case tooManyEditions

  /// A note, or a name to be published by, is too long or holds what cannot be seen.
  case unfitEditionText

  /// A passage to be erased is blank, too short or too long.
  case unfitPassage

  /// A passage to be erased also stands in the title.
  case passageElsewhere

  /// Another passage is being looked for: one at a time.
  case searchBusy

  /// Too many names or passphrases of links were tried.
  case tooManyGuesses

  /// As many passwords or passphrases wait to be checked as may; this one was not looked at.
  case passphrasesBusy

  /// Who may do what in a pad cannot be read; nobody is let in before it can.
  case sharingUnreadable

  /// The session may not be in the pad any more.
  case accessEnded(AccessEnd)

  /// The member has signed out, or was signed out.
  case signedOut

  /// The browser is somebody else now than when the session began; it may come in again.
  case otherIdentity

  /// The document cannot take an edit of ours, because a limit is reached.
  case notEditable(EditError)

  /// A session sent what is not the protocol.
  case violation(SyncError)

  /// Reading or writing failed.
  case storage(StorageError)

  /// A session knows another history behind the pad's name than the one there is.
  case otherHistory

  /// The server is going down, or the pad is being let go: try again.
  case closing
}

/// Why somebody may not be in a pad.
///
/// The raw value is the kind of problem, for programs and pages.
public enum AccessEnd: String, CaseIterable, Sendable {
  /// The link is unknown, was revoked or has expired.
  case link = "no-such-link"
  /// The link needs a passphrase.
  case passphrase = "passphrase-needed"
  /// The owner has sent them away.
  case sentAway = "sent-away"
  /// The pad is for members, and others need a link.
  case closed = "not-open"
  /// The pad is in the trash.
  case trashed = "pad-in-trash"
  /// The pad was deleted for good.
  case purged = "pad-purged"
}
