// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// A member who is present, by the server's knowledge.
public struct PresentMember: Equatable, Sendable {
  /// The client that is theirs.
  public let client: ClientID
  /// What their account calls them.
  public let name: String

  /// Describes a member who is present.
  ///
  /// - Parameters:
  ///   - client: The client that is theirs.
  ///   - name: What their account calls them.
  public init(client: ClientID, name: String) {
    self.client = client
    self.name = name
  }
}
