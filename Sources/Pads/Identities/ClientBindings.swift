// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// Whose the client IDs of a pad are.
///
/// Bound ones belong to the identity that first brought items under them, for ever. Announced ones
/// were named in an awareness message and have written nothing yet.
struct ClientBindings: Sendable {
  /// The most announced clients that are remembered after their connection has ended.
  private static let maximumAnnounced = 4_096

  private var owners: [ClientID: UInt32] = [:]
  private var identities: [Identity] = []
  private var numbers: [Identity: UInt32] = [:]
  private var announced: [ClientID: Identity] = [:]

  init() {}

  /// Takes what the store holds.
  init(_ stored: [ClientBinding]) {
    for binding in stored {
      let identity = Identity(stored: binding.owner)
      for client in binding.clients { bind(client, to: identity) }
    }
  }

  /// Whose a client ID is; `nil` while nobody has written under it.
  func owner(of client: ClientID) -> Identity? {
    owners[client].map { identities[Int($0)] }
  }

  /// Gives a client ID to an identity, for ever.
  mutating func bind(_ client: ClientID, to identity: Identity) {
    owners[client] = number(of: identity)
    announced[client] = nil
  }

  /// Whether an identity may show itself under a client ID.
  func mayAnnounce(_ client: ClientID, _ identity: Identity, _ kinship: Kinship) -> Bool {
    kinship.areOne(owner(of: client) ?? announced[client] ?? identity, identity)
  }

  /// Notes that an identity shows itself under a client ID.
  mutating func announce(_ client: ClientID, by identity: Identity) {
    guard owners[client] == nil else { return }
    if announced.count >= Self.maximumAnnounced { announced = [:] }
    announced[client] = identity
  }

  /// Whether anything is bound to an identity, or shown by it.
  func knows(_ identity: Identity) -> Bool {
    numbers[identity] != nil || announced.values.contains(identity)
  }

  private mutating func number(of identity: Identity) -> UInt32 {
    if let number = numbers[identity] { return number }
    let number = UInt32(identities.count)
    identities.append(identity)
    numbers[identity] = number
    return number
  }
}
