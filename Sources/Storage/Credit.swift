// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// Units that somebody else wrote first than who brought them: what a restore brings back.
public struct Credit: Equatable, Sendable {
  /// Who first wrote them, as the log names authors; `nil` for the pad's anonymous identity.
  public let author: String?

  /// Under whose client ID they came now.
  public let client: ClientID

  /// The units; not empty.
  public let clocks: Range<UInt64>

  /// Describes a credit.
  ///
  /// - Parameters:
  ///   - author: Who first wrote the units.
  ///   - client: Under whose client ID they came now.
  ///   - clocks: The units; not empty.
  public init(author: String?, client: ClientID, clocks: Range<UInt64>) {
    self.author = author
    self.client = client
    self.clocks = clocks
  }
}
