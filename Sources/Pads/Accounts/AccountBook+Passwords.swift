// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

extension AccountBook {
  private static let minimumCharacters = 8

  /// What a password is checked against that nobody has: it takes as long as one that somebody has.
  private static let decoy = PassphraseHash(
    salt: Base64URL.text(of: RandomBytes.draw(16)),
    rounds: PassphraseKeeper.rounds,
    blockSize: PassphraseKeeper.blockSize,
    parallelism: PassphraseKeeper.parallelism,
    hash: Base64URL.text(of: RandomBytes.draw(PassphraseKeeper.byteCount))
  )

  /// Finds whose a password is.
  ///
  /// - Parameters:
  ///   - email: What was typed as e-mail address.
  ///   - password: What was typed as password.
  /// - Returns: The account.
  /// - Throws: ``AccountError/wrongSignIn``, in the same time whatever is wrong; ``AccountError/busy``.
  func account(email: String, password: String) async throws(AccountError) -> Account {
    try await ready()
    let account = EmailAddress(email).flatMap { email in
      index.withLock { $0.account(of: email) }
    }
    let isRight = try await matches(password, account?.password ?? Self.decoy)
    guard isRight, let account else { throw .wrongSignIn }
    return account
  }

  /// Checks the password that somebody has who is signed in.
  ///
  /// - Throws: ``AccountError/wrongPassword``, also for who has none; ``AccountError/busy``.
  func check(_ password: String, of id: AccountID) async throws(AccountError) {
    guard let known = account(id)?.password, try await matches(password, known) else {
      throw .wrongPassword
    }
  }

  private func matches(
    _ password: String,
    _ known: PassphraseHash
  ) async throws(AccountError) -> Bool {
    do throws(PadError) {
      return try await passwords.matches(password, known)
    } catch {
      throw .busy
    }
  }

  /// Hashes a new password.
  ///
  /// - Throws: ``AccountError/unfitPassword``, ``AccountError/busy``.
  func hash(_ password: String) async throws(AccountError) -> PassphraseHash {
    guard password.count >= Self.minimumCharacters else { throw .unfitPassword }
    do throws(PadError) {
      return try await passwords.hash(password)
    } catch .passphrasesBusy {
      throw .busy
    } catch {
      throw .unfitPassword
    }
  }

  /// Gives an account a new password; every session of it ends.
  ///
  /// - Parameters:
  ///   - id: The account.
  ///   - hash: Of the new password, as ``hash(_:)`` gave it.
  /// - Returns: What the sessions that ended are called.
  /// - Throws: ``AccountError``.
  func setPassword(
    of id: AccountID,
    to hash: PassphraseHash
  ) async throws(AccountError) -> Set<String> {
    try await ready()
    _ = try await change(id) { $0.password = hash }
    try await endSecrets(of: id)
    return try await endSessions(of: id)
  }
}
