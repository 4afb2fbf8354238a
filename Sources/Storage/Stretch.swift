// SPDX-License-Identifier: Apache-2.0

/// A part of a pad's history made ready to be looked into; all of it can be made again from the log.
public struct StoredStretch: Equatable, Sendable {
  /// What can be told of a stretch without reading it.
  public struct Head: Equatable, Sendable {
    /// The last log entry before it; 0 for the first stretch.
    public let start: UInt64
    /// The last log entry in it.
    public let last: UInt64
    /// When its last entry was committed, in milliseconds since 1970.
    public let lastTime: Int64
    /// Who worked in it and when; what it means is the reader's affair.
    public let spans: [UInt8]

    /// Describes a stretch.
    ///
    /// - Parameters:
    ///   - start: The last log entry before it.
    ///   - last: The last log entry in it.
    ///   - lastTime: When its last entry was committed, in milliseconds since 1970.
    ///   - spans: Who worked in it and when.
    public init(start: UInt64, last: UInt64, lastTime: Int64, spans: [UInt8]) {
      self.start = start
      self.last = last
      self.lastTime = lastTime
      self.spans = spans
    }
  }

  /// What it is of.
  public let head: Head

  /// The documents and tables of the reader's own making.
  public let content: [UInt8]

  /// Describes a stretch.
  ///
  /// - Parameters:
  ///   - head: What it is of.
  ///   - content: The reader's own.
  public init(head: Head, content: [UInt8]) {
    self.head = head
    self.content = content
  }
}

/// Where stretches of history are kept: on each machine its own, because they can be made again.
public protocol StretchStore: Sendable {
  /// What stretches a pad has.
  ///
  /// - Parameter pad: The pad's name.
  /// - Returns: Their heads by `start`, without a gap from the log's beginning; what is damaged, and
  ///   what comes after it, is left out.
  /// - Throws: ``StorageError``.
  func heads(of pad: String) async throws(StorageError) -> [StoredStretch.Head]

  /// Reads a stretch.
  ///
  /// - Parameters:
  ///   - start: The last log entry before it.
  ///   - pad: The pad's name.
  /// - Returns: The stretch; `nil` when there is none or it is damaged.
  /// - Throws: ``StorageError``.
  func stretch(after start: UInt64, of pad: String) async throws(StorageError) -> StoredStretch?

  /// Puts a stretch in the place of the one with the same start.
  ///
  /// - Parameters:
  ///   - stretch: The stretch.
  ///   - pad: The name of a pad that exists.
  /// - Throws: ``StorageError``; what was there is then still there.
  func store(_ stretch: StoredStretch, of pad: String) async throws(StorageError)

  /// Drops the stretches of a pad that hold something from an entry on.
  ///
  /// - Parameters:
  ///   - sequence: The first entry; 0 drops all.
  ///   - pad: The pad's name.
  /// - Throws: ``StorageError``.
  func drop(from sequence: UInt64, of pad: String) async throws(StorageError)
}
