// SPDX-License-Identifier: Apache-2.0

/// What the store holds of accounts, in memory: who sends a request is asked at every one.
///
/// One process has the data folder, so that nothing changes behind its back.
struct AccountIndex: Sendable {
  private(set) var accounts: [AccountID: Account] = [:]
  private var revisions: [AccountID: UInt64] = [:]
  private var emails: [EmailAddress: AccountID] = [:]
  private var subjects: [OpenIDSubject: AccountID] = [:]
  var sessions: [String: AccountSession] = [:]
  /// Accounts that are about to be, whose names are theirs already.
  var making: Set<AccountID> = []
  /// Accounts that are about to be erased, into which nobody signs in any more.
  var leaving: Set<AccountID> = []

  func account(of email: EmailAddress) -> Account? { emails[email].flatMap { accounts[$0] } }

  func account(of subject: OpenIDSubject) -> Account? {
    subjects[subject].flatMap { accounts[$0] }
  }

  /// The sessions of an account, by what they are called.
  func sessions(of account: AccountID) -> [String: AccountSession] {
    sessions.filter { $0.value.account == account }
  }

  /// Takes an account as it was written, unless a later state is known.
  mutating func note(_ account: Account, revision: UInt64) {
    guard revision > revisions[account.id] ?? 0 else { return }
    forgetNames(of: account.id)
    accounts[account.id] = account
    revisions[account.id] = revision
    if let email = account.email { emails[email] = account.id }
    for subject in account.subjects { subjects[subject] = account.id }
  }

  /// Forgets an account and its sessions.
  mutating func forget(_ id: AccountID) {
    forgetNames(of: id)
    accounts[id] = nil
    revisions[id] = .max
    sessions = sessions.filter { $0.value.account != id }
  }

  private mutating func forgetNames(of id: AccountID) {
    guard let known = accounts[id] else { return }
    if let email = known.email { emails[email] = nil }
    for subject in known.subjects { subjects[subject] = nil }
  }
}
