// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// Why a frame from a peer was refused; nothing of the frame was used.
public enum SyncError: Error, Equatable, Sendable {
  /// The frame is longer than ``SyncLimits/maximumFrameBytes``.
  case frameTooLarge(Int)

  /// The bytes are not what their message should hold.
  case malformed(UpdateError)

  /// No message has this number.
  case unknownMessage(UInt64)

  /// Only servers send this message.
  case unexpectedMessage(UInt64)

  /// A client's awareness state is longer than ``SyncLimits/maximumAwarenessBytes``.
  case awarenessTooLarge(Int)

  /// An awareness message has more entries than ``SyncLimits/maximumAwarenessEntries``.
  case tooManyAwarenessEntries(UInt64)

  /// An awareness state is not JSON, or nests deeper than ``SyncLimits/maximumAwarenessDepth``.
  case invalidAwareness
}
