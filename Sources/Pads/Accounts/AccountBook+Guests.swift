// SPDX-License-Identifier: Apache-2.0

import Storage

/// That a guest is a member, as kept: one record for each guest.
struct Absorption: Codable, Equatable, Sendable {
  let account: AccountID
  /// In milliseconds since 1970.
  let since: Int64
}

extension AccountBook {
  /// Makes a guest a member's own, for ever: what the guest wrote and owns is the member's.
  ///
  /// - Parameters:
  ///   - guest: The guest.
  ///   - account: The member's account.
  /// - Returns: Whether the guest is theirs; not when another account has them.
  /// - Throws: ``AccountError``.
  func absorb(_ guest: GuestID, into account: AccountID) async throws(AccountError) -> Bool {
    try await ready()
    if let known = kinship.account(of: guest) { return known == account }
    let isFirst = try await storing { () throws(StorageError) in
      try await store.put(
        Absorption(account: account, since: now()),
        at: guest.text,
        in: .guests,
        ifRevision: 0
      )
    }
    guard isFirst else { return kinship.account(of: guest) == account }
    kinship.note(guest, of: account)
    return true
  }
}
