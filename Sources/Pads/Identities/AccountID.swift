// SPDX-License-Identifier: Apache-2.0

/// An account: 16 random bytes, written as 22 characters of base64url.
public struct AccountID: Hashable, Sendable {
  private let number: SixteenBytes

  /// Reads 22 characters of base64url.
  init?(text: some StringProtocol) {
    guard let number = SixteenBytes(text: text) else { return nil }
    self.number = number
  }

  /// The account as 22 characters of base64url.
  public var text: String { number.text }

  /// An account nobody has had.
  static func random() -> AccountID { AccountID(number: .random()) }

  private init(number: SixteenBytes) {
    self.number = number
  }
}

extension AccountID: Codable {
  /// Reads the account as records have it.
  ///
  /// - Parameter decoder: Where it stands.
  /// - Throws: `DecodingError` when it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = AccountID(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no account")
    }
    self = id
  }

  /// Writes the account as ``text``.
  ///
  /// - Parameter encoder: Where it goes.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
