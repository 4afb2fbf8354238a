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
