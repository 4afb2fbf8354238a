// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// What one client says of itself: name, colour, caret.
public struct AwarenessEntry: Equatable, Sendable {
  /// The client.
  public let client: ClientID

  /// Grows at each change and each renewal; the greater clock is the newer state.
  public let clock: UInt64

  /// The state in JSON, as UTF-8; `nil` when the client is gone.
  public let state: [UInt8]?

  /// Describes an entry.
  ///
  /// - Parameters:
  ///   - client: The client.
  ///   - clock: The clock of the state.
  ///   - state: The state in JSON; `nil` when the client is gone.
  public init(client: ClientID, clock: UInt64, state: [UInt8]?) {
    self.client = client
    self.clock = clock
    self.state = state
  }
}
