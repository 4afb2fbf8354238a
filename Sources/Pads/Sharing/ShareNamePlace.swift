// SPDX-License-Identifier: Apache-2.0

/// Where a share name leads, as kept.
struct ShareNamePlace: Equatable, Sendable {
  /// Who alone comes by a name, and by what link they do.
  struct Bearer: Equatable, Sendable {
    let link: String
    let account: AccountID
  }

  let pad: PadName
  /// For a name that stands in one member's letters; nil for the name of a link itself.
  let bearer: Bearer?

  init(_ pad: PadName, bearer: Bearer? = nil) {
    self.pad = pad
    self.bearer = bearer
  }

  /// Reads what ``stored`` wrote; nil for what a later version wrote.
  init?(stored: String) {
    let parts = stored.split(separator: " ", omittingEmptySubsequences: false)
    guard let pad = parts.first.flatMap({ PadName(String($0)) }) else { return nil }
    self.pad = pad
    switch parts.count {
    case 1: bearer = nil
    case 3:
      guard let account = AccountID(text: parts[2]) else { return nil }
      bearer = Bearer(link: String(parts[1]), account: account)
    default: return nil
    }
  }

  /// The place as a record holds it; neither of its parts has a space.
  var stored: String {
    bearer.map { "\(pad.rawValue) \($0.link) \($0.account.text)" } ?? pad.rawValue
  }
}
