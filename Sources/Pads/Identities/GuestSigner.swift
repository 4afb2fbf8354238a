// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Storage

/// Makes guests and tells its own from forged ones, with a key only this data folder has.
public struct GuestSigner: Sendable {
  /// What a signature also covers, so that the key can sign other things later.
  private static let purpose = [UInt8]("encrier guest 1:".utf8)
  private static let collection = "server"
  private static let recordKey = "guest-key"
  private static let keyByteCount = 32

  private let key: [UInt8]

  /// Takes a key.
  init(key: [UInt8]) {
    self.key = key
  }

  /// A signer whose guests are strangers again after the process ends.
  ///
  /// - Returns: A signer with a key of its own.
  public static func temporary() -> GuestSigner {
    GuestSigner(key: RandomBytes.draw(keyByteCount))
  }

  /// The signer of a data folder; its key is made at the first call.
  ///
  /// - Parameter records: Where the key is kept.
  /// - Returns: The signer.
  /// - Throws: ``StorageError``; a damaged key is ``StorageError/damagedRecord(collection:key:)``.
  public static func keptIn(_ records: any RecordStore) async throws(StorageError) -> GuestSigner {
    while true {
      if let record = try await records.record(recordKey, in: collection) {
        return GuestSigner(key: record.value)
      }
      // Whoever is second reads the first one's key.
      _ = try await records.put(
        RandomBytes.draw(keyByteCount),
        at: recordKey,
        in: collection,
        ifRevision: 0
      )
    }
  }

  /// A new guest.
  ///
  /// - Returns: A guest nobody has been.
  public func mint() -> GuestID { .random() }

  /// A guest with the proof that this server made it: `GUEST.SIGNATURE`, in base64url.
  ///
  /// - Parameter guest: The guest.
  /// - Returns: 66 characters for a cookie.
  public func signed(_ guest: GuestID) -> String {
    "\(guest.text).\(Base64URL.text(of: code(for: Self.message(for: guest))))"
  }

  /// Reads what ``signed(_:)`` wrote.
  ///
  /// - Parameter text: A cookie's value, from anybody.
  /// - Returns: The guest; `nil` when it is not of this server's making.
  public func guest(of text: String) -> GuestID? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let guest = GuestID(text: parts[0]),
      let claimed = Base64URL.bytes(of: parts[1])
    else { return nil }
    return isCode(claimed, for: Self.message(for: guest)) ? guest : nil
  }

  /// What a browser shows to have given the passphrase of a link.
  ///
  /// - Parameter link: The link.
  /// - Returns: A text for a cookie; it says nothing of the passphrase.
  public func key(to link: ShareLink) -> String {
    Base64URL.text(of: code(for: Self.message(for: link)))
  }

  /// Checks what ``key(to:)`` gave.
  ///
  /// - Parameters:
  ///   - text: The claimed key.
  ///   - link: The link it is for.
  /// - Returns: Whether we made it for this link and its passphrase.
  public func isKey(_ text: String, to link: ShareLink) -> Bool {
    guard let claimed = Base64URL.bytes(of: text) else { return false }
    return isCode(claimed, for: Self.message(for: link))
  }

  private static func message(for guest: GuestID) -> [UInt8] { purpose + guest.bytes }

  private static func message(for link: ShareLink) -> [UInt8] {
    [UInt8]("encrier key 1:\(link.nameHash):\(link.passphrase?.hash ?? "")".utf8)
  }

  func code(for message: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
  }

  /// Takes the same time wherever they differ.
  func isCode(_ claimed: [UInt8], for message: [UInt8]) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      claimed,
      authenticating: message,
      using: SymmetricKey(data: key)
    )
  }
}
