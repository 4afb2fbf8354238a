// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Which guests have become members: each is one account's, for ever.
///
/// What a guest wrote stays under the guest's name where it is kept; whose it is, is asked here, so
/// that nothing that was written need be written anew.
public final class Kinship: Sendable {
  private struct State: Sendable {
    var accounts: [GuestID: AccountID] = [:]
    /// The earliest first.
    var guests: [AccountID: [GuestID]] = [:]
  }

  private let state = Mutex(State())

  /// Begins with guests who are nobody's.
  init() {}

  /// Whose a guest is.
  ///
  /// - Parameter guest: The guest.
  /// - Returns: The account; `nil` for a guest who is only that.
  public func account(of guest: GuestID) -> AccountID? { state.withLock { $0.accounts[guest] } }

  /// The guests a member has been.
  ///
  /// - Parameter account: The account.
  /// - Returns: The guests, the earliest first.
  public func guests(of account: AccountID) -> [GuestID] {
    state.withLock { $0.guests[account] ?? [] }
  }

  /// Who somebody is, once all that is known of them is counted: a guest may be a member.
  func person(_ identity: Identity) -> Identity {
    guard case .guest(let guest) = identity else { return identity }
    return account(of: guest).map(Identity.account) ?? identity
  }

  /// Whether two identities are the same person's.
  func areOne(_ one: Identity, _ other: Identity) -> Bool {
    one == other || person(one) == person(other)
  }

  /// All that one person is: a member, and the guests they have been.
  func identities(of person: Identity) -> [Identity] {
    guard case .account(let account) = person else { return [person] }
    return [person] + guests(of: account).map(Identity.guest)
  }

  /// Forgets which guests a member has been.
  func forget(_ account: AccountID) {
    state.withLock { state in
      for guest in state.guests[account] ?? [] { state.accounts[guest] = nil }
      state.guests[account] = nil
    }
  }

  /// Notes whose a guest is.
  func note(_ guest: GuestID, of account: AccountID) {
    state.withLock { state in
      guard state.accounts[guest] == nil else { return }
      state.accounts[guest] = account
      state.guests[account, default: []].append(guest)
    }
  }
}
