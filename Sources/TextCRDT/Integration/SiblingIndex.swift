// SPDX-License-Identifier: Apache-2.0

/// Where items stand that were inserted concurrently between the same neighbours, by client ID.
///
/// YATA orders such siblings by client ID, and walks over all of them to place one more: thousands
/// at one place would cost their square. Where many were seen, the walk begins at the one that
/// stands right before the new one instead.
///
/// That ends at the same place: whatever would have stopped the walk before that sibling would have
/// stopped the sibling's own too, and since lines from items to their origins never cross, nothing
/// behind it has its origin between the common one and it.
struct SiblingIndex: ~Copyable {
  /// What siblings have in common.
  struct Place: Hashable {
    var parent: UInt32
    var key: UInt32
    var origin: CompactID
    var rightOrigin: CompactID
  }

  private struct Sibling {
    var client: ClientID
    var id: CompactID
  }

  /// A walk as long as this makes its place worth remembering.
  static let worthwhileLength: UInt32 = 32
  private static let maximumPlaces = 64

  /// Siblings in the order of their clients.
  private var siblings: [Place: [Sibling]] = [:]

  func contains(_ place: Place) -> Bool { siblings[place] != nil }

  /// The sibling with the greatest client ID below one.
  func last(at place: Place, before client: ClientID) -> CompactID? {
    guard let list = siblings[place] else { return nil }
    let index = Self.index(of: client, in: list)
    return index > 0 ? list[index - 1].id : nil
  }

  /// Remembers a sibling, in the place of one of the same client.
  mutating func insert(_ id: CompactID, of client: ClientID, at place: Place) {
    if siblings[place] == nil, siblings.count >= Self.maximumPlaces { siblings = [:] }
    Self.insert(Sibling(client: client, id: id), into: &siblings[place, default: []])
  }

  /// Forgets the sibling found before a client, which is no item of its own any more.
  mutating func removeLast(at place: Place, before client: ClientID) {
    Self.removeLast(before: client, from: &siblings[place, default: []])
  }

  private static func insert(_ sibling: Sibling, into list: inout [Sibling]) {
    let index = index(of: sibling.client, in: list)
    if index < list.count, list[index].client == sibling.client {
      list[index] = sibling
    } else {
      list.insert(sibling, at: index)
    }
  }

  private static func removeLast(before client: ClientID, from list: inout [Sibling]) {
    let index = index(of: client, in: list)
    if index > 0 { list.remove(at: index - 1) }
  }

  /// The first of these sorted siblings whose client ID is not below one.
  private static func index(of client: ClientID, in list: [Sibling]) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].client < client { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
