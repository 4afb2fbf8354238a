// SPDX-License-Identifier: Apache-2.0

/// What a document accepts from outside before it refuses.
///
/// Every limit guards memory or time against one hostile update; the defaults leave room for any
/// honest pad.
public struct Limits: Sendable {
  /// The largest update read, in bytes.
  public var maximumUpdateBytes = 64 << 20

  /// The most content a document holds, in bytes, deleted content that is still kept included.
  public var maximumDocumentBytes = 64 << 20

  /// The most blocks an update or a document has.
  public var maximumBlocks = 16 << 20

  /// How many blocks an update (v2) may have beyond its bytes, for a run of blocks takes none.
  public var maximumRepeatedBlocks = 1 << 18

  /// The exclusive end of clocks: no client inserts more units than this.
  public var maximumClock: UInt64 = 1 << 31

  /// The most clients a document knows.
  public var maximumClients = 1 << 20

  /// The most root types a document has.
  public var maximumRoots = 1_024

  /// How deep JSON-like values and shared types may nest.
  public var maximumDepth = 128

  /// The most bytes of updates kept while what they depend on is missing.
  public var maximumPendingBytes = 4 << 20

  /// Makes the default limits.
  public init() {}
}
