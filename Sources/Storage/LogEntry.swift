// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// An update on its way into the log.
public struct NewLogEntry: Equatable, Sendable {
  /// A Yjs v1 update.
  public let update: [UInt8]

  /// Who brought it; `nil` for the pad's anonymous identity.
  public let author: String?

  /// The client IDs that belong to somebody from this entry on; `nil` when there are none.
  public let binding: ClientBinding?

  /// What of it somebody else wrote first.
  public let credits: [Credit]

  /// Describes an update to append.
  ///
  /// - Parameters:
  ///   - update: A Yjs v1 update.
  ///   - author: Who brought it; `nil` for the pad's anonymous identity.
  ///   - binding: The client IDs it binds.
  ///   - credits: What of it somebody else wrote first.
  public init(
    update: [UInt8],
    author: String? = nil,
    binding: ClientBinding? = nil,
    credits: [Credit] = []
  ) {
    self.update = update
    self.author = author
    self.binding = binding
    self.credits = credits
  }
}

/// Client IDs of a pad that belong to one identity.
public struct ClientBinding: Equatable, Sendable {
  /// Whose they are; `nil` for the pad's anonymous identity.
  public let owner: String?

  /// The client IDs, none of them bound before.
  public let clients: [ClientID]

  /// Describes a binding.
  ///
  /// - Parameters:
  ///   - owner: Whose they are; `nil` for the pad's anonymous identity.
  ///   - clients: The client IDs.
  public init(owner: String?, clients: [ClientID]) {
    self.owner = owner
    self.clients = clients
  }
}

/// An update as the log holds it.
public struct LogEntry: Equatable, Sendable {
  /// Its place in the pad's history, from 1; that of the last one it stands for.
  public let sequence: UInt64

  /// How many entries it stands for, without gaps between rows: 1, or more once they were joined.
  public let count: UInt64

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
  ///   - count: How many entries it stands for.
  public init(
    sequence: UInt64,
    time: Int64,
    author: String?,
    update: [UInt8],
    count: UInt64 = 1
  ) {
    self.sequence = sequence
    self.count = count
    self.time = time
    self.author = author
    self.update = update
  }
}
