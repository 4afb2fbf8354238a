// SPDX-License-Identifier: Apache-2.0

/// An update on its way into the log.
public struct NewLogEntry: Equatable, Sendable {
  /// A Yjs v1 update.
  public let update: [UInt8]

  /// Who brought it; `nil` for the pad's anonymous identity.
  public let author: String?

  /// Describes an update to append.
  ///
  /// - Parameters:
  ///   - update: A Yjs v1 update.
  ///   - author: Who brought it; `nil` for the pad's anonymous identity.
  public init(update: [UInt8], author: String? = nil) {
    self.update = update
    self.author = author
  }
}

/// An update as the log holds it.
public struct LogEntry: Equatable, Sendable {
  /// Its place in the pad's history, from 1 without gaps.
  public let sequence: UInt64

  /// When it was committed, in milliseconds since 1970; never before the entry in front of it.
  public let time: Int64

  /// Who brought it; `nil` for the pad's anonymous identity.
  public let author: String?

  /// A Yjs v1 update.
  public let update: [UInt8]

  /// Describes an entry of the log.
  ///
  /// - Parameters:
  ///   - sequence: Its place in the pad's history, from 1.
  ///   - time: When it was committed, in milliseconds since 1970.
  ///   - author: Who brought it; `nil` for the pad's anonymous identity.
  ///   - update: A Yjs v1 update.
  public init(sequence: UInt64, time: Int64, author: String?, update: [UInt8]) {
    self.sequence = sequence
    self.time = time
    self.author = author
    self.update = update
  }
}
