// SPDX-License-Identifier: Apache-2.0

import CryptoExtras
import Dispatch
import Foundation
import Synchronization

/// What a passphrase is checked against: scrypt of it, with what it was made with.
struct PassphraseHash: Codable, Equatable, Sendable {
  let salt: String
  let rounds: Int
  let blockSize: Int
  let parallelism: Int
  let hash: String
}

/// Makes and checks hashes of passphrases, one at a time: each takes 32 MiB and a while.
///
/// That is done on a thread of its own, so that no pad waits for it, and who waits for it takes turns
/// in a queue with bounds.
final class PassphraseKeeper: Sendable {
  /// Longer ones are refused before any work.
  static let maximumBytes = 256
  static let rounds = 1 << 15
  static let blockSize = 8
  static let parallelism = 1
  static let byteCount = 32

  /// How many hashes were made, for whatever reason.
  let count = Atomic<Int>(0)
  private let queue = DispatchQueue(label: "encrier.passphrases", qos: .utility)
  private let waiting: Mutex<PassphraseQueue>

  init(_ limits: PadLimits) {
    waiting = Mutex(
      PassphraseQueue(
        maximumWaiting: limits.maximumWaitingPassphrases,
        maximumWaitingOfOne: limits.maximumWaitingPassphrasesOfOne
      )
    )
  }

  /// How many wait for their turn.
  var waitingCount: Int { waiting.withLock { $0.count } }

  /// - Throws: ``PadError/unfitPassphrase`` for an empty or overlong one,
  ///   ``PadError/passphrasesBusy``.
  func hash(_ passphrase: String) async throws(PadError) -> PassphraseHash {
    guard Self.isFit(passphrase) else { throw .unfitPassphrase }
    let salt = RandomBytes.draw(16)
    let derived = try await derive(
      passphrase,
      salt: salt,
      rounds: Self.rounds,
      blockSize: Self.blockSize,
      parallelism: Self.parallelism
    )
    guard let derived else { throw .unfitPassphrase }
    return PassphraseHash(
      salt: Base64URL.text(of: salt),
      rounds: Self.rounds,
      blockSize: Self.blockSize,
      parallelism: Self.parallelism,
      hash: Base64URL.text(of: derived)
    )
  }

  /// - Throws: ``PadError/passphrasesBusy``; then it was not looked at.
  func matches(_ passphrase: String, _ known: PassphraseHash) async throws(PadError) -> Bool {
    guard Self.isFit(passphrase), let salt = Base64URL.bytes(of: known.salt),
      let expected = Base64URL.bytes(of: known.hash),
      let derived = try await derive(
        passphrase,
        salt: salt,
        rounds: known.rounds,
        blockSize: known.blockSize,
        parallelism: known.parallelism
      ), derived.count == expected.count
    else { return false }
    // In the same time wherever they differ.
    return zip(derived, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func isFit(_ passphrase: String) -> Bool {
    (1...maximumBytes).contains(passphrase.utf8.count)
  }

  private func derive(
    _ passphrase: String,
    salt: [UInt8],
    rounds: Int,
    blockSize: Int,
    parallelism: Int
  ) async throws(PadError) -> [UInt8]? {
    let asker = Asker.current
    let result: Result<[UInt8]?, PadError> = await withCheckedContinuation { continuation in
      let isWaiting = waiting.withLock { waiting in
        waiting.add(
          { [self] in
            count.add(1, ordering: .relaxed)
            let key = Self.derived(
              passphrase,
              salt: salt,
              rounds: rounds,
              blockSize: blockSize,
              parallelism: parallelism
            )
            continuation.resume(returning: .success(key))
          },
          of: asker
        )
      }
      guard isWaiting else { return continuation.resume(returning: .failure(.passphrasesBusy)) }
      // One for each that waits; whose turn it is then, the queue says.
      queue.async { [self] in waiting.withLock { $0.next() }?() }
    }
    return try result.get()
  }

  /// Typed on one machine and another, the same letters may have other bytes.
  private static func derived(
    _ passphrase: String,
    salt: [UInt8],
    rounds: Int,
    blockSize: Int,
    parallelism: Int
  ) -> [UInt8]? {
    let normal = passphrase.precomposedStringWithCompatibilityMapping
    let key = try? KDF.Scrypt.deriveKey(
      from: Array(normal.utf8),
      salt: salt,
      outputByteCount: byteCount,
      rounds: rounds,
      blockSize: blockSize,
      parallelism: parallelism
    )
    return key.map { key in key.withUnsafeBytes { Array($0) } }
  }
}
