// SPDX-License-Identifier: Apache-2.0

/// Why an update, a state vector or a position was refused.
///
/// The document is then as it was. Cases carry numbers, never content.
public enum UpdateError: Error, Equatable, Sendable {
  /// The bytes end in the middle of a value.
  case truncated

  /// Bytes follow the end of the value.
  case trailingBytes(Int)

  /// A number has more than 53 bits, or an offset points outside the document.
  case numberOutOfRange

  /// A string is not UTF-8.
  case invalidUTF8

  /// A string that must be JSON is not, or a value has no JSON form where one is needed.
  case invalidJSON

  /// An update (v2) names a layout that does not exist.
  case unknownFormat(UInt64)

  /// A column of an update (v2) holds more than its blocks read.
  case unreadColumn

  /// A block names a content kind that does not exist.
  case unknownContent(UInt8)

  /// A value names a kind that does not exist.
  case unknownValue(UInt8)

  /// A shared type names a kind that does not exist.
  case unknownType(UInt64)

  /// A relative position holds on to nothing: neither an item nor a type.
  case invalidPosition

  /// A block of no units, which nobody can refer to.
  case emptyBlock

  /// A block refers to itself, or blocks to each other in a circle.
  case circularReference

  /// An update lists one client twice.
  case repeatedClient

  /// A block's neighbours or parent cannot hold it: they are no shared type or differ.
  case invalidParent

  /// A known ID comes with other content than it has; the replicas would differ for ever.
  case contentConflict(ItemID)

  /// A limit was exceeded; the name is that of the field in ``Limits``.
  case limitExceeded(Limit)

  /// The limits an update can exceed, named as the fields of ``Limits``.
  public enum Limit: Sendable {
    /// ``Limits/maximumUpdateBytes``.
    case updateBytes
    /// ``Limits/maximumDocumentBytes``.
    case documentBytes
    /// ``Limits/maximumBlocks``.
    case blocks
    /// ``Limits/maximumRepeatedBlocks``.
    case repeatedBlocks
    /// ``Limits/maximumClock``.
    case clock
    /// ``Limits/maximumClients``.
    case clients
    /// ``Limits/maximumRoots``.
    case roots
    /// ``Limits/maximumDepth``.
    case depth
    /// ``Limits/maximumPendingBytes``.
    case pendingBytes
  }
}
