// SPDX-License-Identifier: Apache-2.0

/// What the store knows of a pad without reading its content.
public struct PadRecord: Equatable, Sendable {
  /// The pad's name, unique in the data folder.
  public let name: String

  /// When the first update was committed, in milliseconds since 1970.
  public let created: Int64

  /// When the last update was committed, in milliseconds since 1970; never before ``created``.
  public let updated: Int64

  /// 16 random bytes drawn when the pad came into being: which history is behind the name.
  public let epoch: [UInt8]

  /// The epoch in hexadecimal digits.
  public var epochText: String {
    epoch.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The sequence number of the last log entry; entries are numbered from 1 without gaps.
  public let lastSequence: UInt64

  /// Describes a pad.
  ///
  /// - Parameters:
  ///   - name: The pad's name.
  ///   - created: When it came into being, in milliseconds since 1970.
  ///   - updated: When it last changed, in milliseconds since 1970.
  ///   - epoch: 16 random bytes.
  ///   - lastSequence: The number of its last log entry.
  public init(name: String, created: Int64, updated: Int64, epoch: [UInt8], lastSequence: UInt64) {
    self.name = name
    self.created = created
    self.updated = updated
    self.epoch = epoch
    self.lastSequence = lastSequence
  }
}
