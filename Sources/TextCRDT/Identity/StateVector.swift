// SPDX-License-Identifier: Apache-2.0

/// For each client the *next* clock expected, which is how many of its units are known.
///
/// A client that is absent has the next clock 0; no entry holds 0.
public struct StateVector: Equatable, Sendable {
  /// Next clocks by client, none of them 0.
  public private(set) var entries: [ClientID: UInt64] = [:]

  /// Makes the state vector of an empty document.
  public init() {}

  /// The next clock expected of a client; 0 for one never seen.
  ///
  /// - Parameter client: The client asked about.
  /// - Returns: The exclusive end of the client's known clocks.
  public func nextClock(of client: ClientID) -> UInt64 {
    entries[client] ?? 0
  }

  /// Sets the next clock expected of a client.
  ///
  /// - Parameters:
  ///   - clock: The exclusive end of the client's known clocks; 0 removes the entry.
  ///   - client: The client it belongs to.
  public mutating func setNextClock(_ clock: UInt64, of client: ClientID) {
    entries[client] = clock == 0 ? nil : clock
  }
}
