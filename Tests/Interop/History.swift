// SPDX-License-Identifier: Apache-2.0

/// A concurrent history that real Yjs made, as it is delivered, and its end.
struct History {
  /// What must come of it.
  let summary: HistorySummary

  /// The updates in order of delivery, in the first encoding.
  let updates: [[UInt8]]

  /// The same updates in the second encoding.
  let updatesV2: [[UInt8]]

  /// The state at the end in the first encoding, without what still misses its dependencies.
  let state: [UInt8]

  /// The same in the second encoding.
  let stateV2: [UInt8]

  /// The encoded state vector at the end.
  let stateVector: [UInt8]
}

/// The end of a history in plain terms.
struct HistorySummary: Decodable {
  /// How many updates are delivered.
  let deliveries: Int

  /// Whether some updates never arrive.
  let lossy: Bool

  /// The text of each text root.
  let texts: [String: String]

  /// The content of each map and array root, as canonical JSON.
  let json: [String: String]

  /// The deleted ranges of each client.
  let deleted: [ClientDeletions]
}

/// The deleted clocks of one client, encoded as `[client, [[clock, length], …]]`.
struct ClientDeletions: Decodable, Equatable {
  /// The client's ID.
  let client: UInt64

  /// The deleted clocks, ascending, neighbours joined.
  let ranges: [Range<UInt64>]

  init(client: UInt64, ranges: [Range<UInt64>]) {
    self.client = client
    self.ranges = ranges
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    client = try container.decode(UInt64.self)
    ranges = try container.decode([[UInt64]].self).map { $0[0]..<($0[0] + $0[1]) }
  }
}
