// SPDX-License-Identifier: Apache-2.0

/// Who brings updates to pads, as the server knows it and not as a client claims it.
public enum Identity: Hashable, Sendable {
  /// Whoever brings no identity: all of them together, in each pad.
  case anonymous

  /// A browser that carries a guest's cookie.
  case guest(GuestID)

  /// A member, who has signed in.
  case account(AccountID)

  /// The server itself.
  case server

  /// The identity as the store keeps it; `nil` for the anonymous one.
  var stored: String? {
    switch self {
    case .anonymous: nil
    case .guest(let id): id.stored
    case .account(let id): "a:\(id.text)"
    case .server: "server"
    }
  }

  /// Whether it can own a pad: a guest or a member.
  var mayOwn: Bool {
    switch self {
    case .guest, .account: true
    case .anonymous, .server: false
    }
  }

  /// Reads what ``stored`` wrote; what a later version wrote is nobody's here, and stays bound.
  init(stored: String?) {
    switch stored {
    case nil: self = .anonymous
    case let text?:
      let rest = text.dropFirst(2)
      let known: Identity? =
        if text.hasPrefix("g:") {
          GuestID(text: rest).map(Identity.guest)
        } else if text.hasPrefix("a:") {
          AccountID(text: rest).map(Identity.account)
        } else {
          nil
        }
      self = known ?? .server
    }
  }
}

/// Who brought a row of the log, and whether it may hold others' items.
struct Author: Hashable, Sendable {
  var identity: Identity
  /// Whether the row may hold items of others, carried here after a restore from backup.
  var isRelaying = false

  /// The author as the log keeps it.
  var stored: String? {
    isRelaying ? "relayed:\(identity.stored ?? "")" : identity.stored
  }

  init(_ identity: Identity, isRelaying: Bool = false) {
    self.identity = identity
    self.isRelaying = isRelaying
  }

  /// Reads what ``stored`` wrote.
  init(stored: String?) {
    let prefix = "relayed:"
    guard let stored, stored.hasPrefix(prefix) else {
      self.init(Identity(stored: stored))
      return
    }
    let rest = String(stored.dropFirst(prefix.count))
    self.init(Identity(stored: rest.isEmpty ? nil : rest), isRelaying: true)
  }
}

extension GuestID {
  /// The guest as the store keeps it.
  var stored: String { "g:\(text)" }
}
