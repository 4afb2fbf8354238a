// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Storage
import Synchronization

/// The accounts of a server: who has one, and how they show that it is theirs.
public final class AccountBook: Sendable {
  private enum Loading: Sendable {
    case notYet
    case underWay(Task<Result<Void, StorageError>, Never>)
    case done
  }

  let store: AccountStore
  let passwords: PassphraseKeeper
  /// Which guests are members.
  public let kinship = Kinship()
  let index = Mutex(AccountIndex())
  /// The time in milliseconds since 1970.
  let now: @Sendable () -> Int64
  private let loading = Mutex(Loading.notYet)

  /// Opens the book; what it holds is known after ``load()``.
  ///
  /// - Parameters:
  ///   - records: Where accounts are written down.
  ///   - limits: How many passwords may wait to be checked.
  ///   - now: The time in milliseconds since 1970.
  init(
    records: any RecordStore,
    limits: PadLimits = PadLimits(),
    now: @escaping @Sendable () -> Int64 = { DataFolder.systemTime() }
  ) {
    store = AccountStore(records: records)
    passwords = PassphraseKeeper(limits)
    self.now = now
  }

  /// Reads what is written down; once, however many ask, and again after a failure.
  ///
  /// - Throws: ``StorageError``.
  public func load() async throws(StorageError) {
    let task = loading.withLock { loading -> Task<Result<Void, StorageError>, Never>? in
      switch loading {
      case .done: return nil
      case .underWay(let task): return task
      case .notYet:
        let task = Task { await self.read() }
        loading = .underWay(task)
        return task
      }
    }
    guard let task else { return }
    let result = await task.value
    loading.withLock { loading in
      guard case .underWay = loading else { return }
      if case .success = result { loading = .done } else { loading = .notYet }
    }
    try result.get()
  }

  private func read() async -> Result<Void, StorageError> {
    do throws(StorageError) {
      let guests = try await store.all(Absorption.self, in: .guests)
      for entry in guests.sorted(by: { $0.value.since < $1.value.since }) {
        if let guest = GuestID(text: entry.key) { kinship.note(guest, of: entry.value.account) }
      }
      let accounts = try await store.all(Account.self, in: .accounts)
      let sessions = try await store.all(AccountSession.self, in: .sessions)
      index.withLock { index in
        for entry in accounts { index.note(entry.value, revision: entry.revision) }
        for entry in sessions { index.sessions[entry.key] = entry.value }
      }
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  // MARK: Looking

  /// Whether nobody has an account.
  public var isEmpty: Bool { index.withLock { $0.accounts.isEmpty } }

  /// An account.
  ///
  /// - Parameter id: Which.
  /// - Returns: The account, if there is one.
  public func account(_ id: AccountID) -> Account? { index.withLock { $0.accounts[id] } }

  /// All accounts.
  ///
  /// - Returns: The accounts, the oldest first.
  public func list() -> [Account] {
    index.withLock { Array($0.accounts.values) }.sorted {
      ($0.created, $0.id.text) < ($1.created, $1.id.text)
    }
  }

  /// The account that somebody means.
  ///
  /// - Parameter text: An e-mail address, or the account's own name.
  /// - Returns: The account.
  /// - Throws: ``AccountError/notFound``.
  public func account(called text: String) throws(AccountError) -> Account {
    let found = index.withLock { index in
      EmailAddress(text).flatMap(index.account(of:))
        ?? AccountID(text: text).flatMap { index.accounts[$0] }
    }
    guard let found else { throw .notFound }
    return found
  }

  // MARK: Making and removing

  /// Makes an account; the first one looks after the server.
  ///
  /// - Parameters:
  ///   - name: What the person is called.
  ///   - email: By what they sign in.
  ///   - password: Their password; nil to let them choose it later.
  ///   - isAdministrator: Whether they look after the server.
  /// - Returns: The account, when it is on disk.
  /// - Throws: ``AccountError``.
  public func add(
    name: String,
    email: String,
    password: String?,
    isAdministrator: Bool = false
  ) async throws(AccountError) -> Account {
    try await ready()
    guard let name = AccountName.tidy(name) else { throw .unfitName }
    guard let email = EmailAddress(email) else { throw .unfitEmail }
    let hash: PassphraseHash? =
      if let password { try await hash(password) } else { nil }
    let account = Account(
      id: .random(),
      name: name,
      email: email,
      isAdministrator: isAdministrator || isEmpty,
      created: now(),
      password: hash
    )
    try await make(account)
    return account
  }

  /// Removes an account: its sessions end, what it wrote stays, under nobody's name.
  ///
  /// - Parameter id: The account.
  /// - Throws: ``AccountError``.
  func remove(_ id: AccountID) async throws(AccountError) {
    try await ready()
    guard let account = account(id) else { throw .notFound }
    let sessions = index.withLock { index in
      defer { index.forget(id) }
      return index.sessions(of: id).keys
    }
    try await storing { () throws(StorageError) in
      try await store.remove(id.text, from: .accounts)
      try await store.remove(id.text, from: .digests)
      for session in sessions { try await store.remove(session, from: .sessions) }
      if let email = account.email { try await store.remove(email.key, from: .emails) }
      for subject in account.subjects { try await store.remove(subject.key, from: .subjects) }
    }
    try await endSecrets(of: id)
  }

  /// Lets nobody sign in to an account any more, and ends its sessions: it is about to be erased.
  ///
  /// - Parameter id: The account; it need not be there any more.
  /// - Throws: ``AccountError``.
  func close(_ id: AccountID) async throws(AccountError) {
    index.withLock { _ = $0.leaving.insert(id) }
    try await endSessions(of: id)
  }

  /// Lets who could not be erased sign in again.
  func reopen(_ id: AccountID) { index.withLock { _ = $0.leaving.remove(id) } }

  /// Removes an account, and which guests it has been.
  ///
  /// - Parameter id: The account; it need not be there any more.
  /// - Throws: ``AccountError``.
  func erase(_ id: AccountID) async throws(AccountError) {
    // Before the account, which alone knows the address: who could not be erased asks again.
    if let email = account(id)?.email {
      try await storing { () throws(StorageError) in
        for entry in try await store.all(AccountSecret.self, in: .secrets)
        where entry.value.email == email {
          try await store.remove(entry.key, from: .secrets)
        }
      }
    }
    do throws(AccountError) {
      try await remove(id)
    } catch .notFound {
      // It was removed before; what it has been is still known.
    }
    try await storing { () throws(StorageError) in
      for guest in kinship.guests(of: id) { try await store.remove(guest.text, from: .guests) }
    }
    kinship.forget(id)
  }

  // MARK: Writing

  /// Makes sure that what is written down is known.
  func ready() async throws(AccountError) {
    do {
      try await load()
    } catch {
      throw .storage(error)
    }
  }

  /// Writes a new account, unless another has one of its names.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - secret: The invitation that is used up by it.
  ///   - taken: What is said when another has its e-mail address.
  /// - Throws: ``AccountError``; nothing was written then that counts.
  func make(
    _ account: Account,
    using secret: String? = nil,
    taken: AccountError = .emailTaken
  ) async throws(AccountError) {
    index.withLock { _ = $0.making.insert(account.id) }
    defer { index.withLock { _ = $0.making.remove(account.id) } }
    if let email = account.email {
      try await claim(email.key, in: .emails, for: account.id, or: taken)
    }
    for subject in account.subjects {
      try await claim(subject.key, in: .subjects, for: account.id, or: .emailOfAnother)
    }
    // Of two who come with one invitation only one finds it.
    if let secret { try await use(secret) }
    let isWritten = try await storing { () throws(StorageError) in
      try await store.put(account, at: account.id.text, in: .accounts, ifRevision: 0)
    }
    precondition(isWritten, "an account's ID was drawn twice")
    index.withLock { $0.note(account, revision: 1) }
  }

  /// Gives a name to an account, unless a living one has it.
  func claim(
    _ key: String,
    in collection: AccountStore.Collection,
    for id: AccountID,
    or error: AccountError
  ) async throws(AccountError) {
    while true {
      let known = try await storing { () throws(StorageError) in
        try await store.read(AccountID.self, key, in: collection)
      }
      // Whoever began to make an account and did not end leaves a name to nobody.
      if let known, known.value != id, isLiving(known.value) { throw error }
      let isWritten = try await storing { () throws(StorageError) in
        try await store.put(id, at: key, in: collection, ifRevision: known?.revision ?? 0)
      }
      if isWritten { return }
    }
  }

  private func isLiving(_ id: AccountID) -> Bool {
    index.withLock { $0.accounts[id] != nil || $0.making.contains(id) }
  }

  /// Changes an account; the body is called again when somebody else changed it meanwhile.
  func change(
    _ id: AccountID,
    _ body: @Sendable (inout Account) -> Void
  ) async throws(AccountError) -> Account {
    while true {
      let known = try await storing { () throws(StorageError) in
        try await store.read(Account.self, id.text, in: .accounts)
      }
      guard let (before, revision) = known else { throw .notFound }
      var account = before
      body(&account)
      let isWritten = try await storing { [account] () throws(StorageError) in
        try await store.put(account, at: id.text, in: .accounts, ifRevision: revision)
      }
      guard isWritten else { continue }
      index.withLock { $0.note(account, revision: revision + 1) }
      return account
    }
  }

  func storing<Value>(
    _ body: () async throws(StorageError) -> Value
  ) async throws(AccountError) -> Value {
    do {
      return try await body()
    } catch {
      throw .storage(error)
    }
  }
}
