// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An e-mail address in the one form in which it is compared: lower case, composed, no spaces around.
///
/// Upper case before the `@` could mean another mailbox, and never does.
public struct EmailAddress: Hashable, Sendable {
  /// The longest one, in bytes ([RFC 5321](https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3)).
  private static let maximumBytes = 254

  /// The address.
  public let text: String

  /// Takes an address as people write it; `nil` when it has not one `@` with something before and a
  /// host behind it.
  ///
  /// - Parameter text: The address.
  public init?(_ text: String) {
    let normal = text.trimmingCharacters(in: .whitespacesAndNewlines)
      .precomposedStringWithCompatibilityMapping.lowercased()
    let parts = normal.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, Self.isHost(parts[1]),
      normal.utf8.count <= Self.maximumBytes,
      normal.unicodeScalars.allSatisfy(Self.isFit)
    else { return nil }
    self.text = normal
  }

  private static func isHost(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { !$0.isEmpty }
  }

  private static func isFit(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isWhitespace || "<>()[]\\,;:\"".unicodeScalars.contains(scalar) { return false }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
      return false
    default: return true
    }
  }

  /// Where it is written down whose it is.
  var key: String { SecretHash.text(of: text, for: "encrier e-mail 1") }
}

extension EmailAddress: Codable {
  /// Reads the address as records have it.
  ///
  /// - Parameter decoder: Where it stands.
  /// - Throws: `DecodingError` when it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let address = EmailAddress(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no address")
    }
    self = address
  }

  /// Writes the address as ``text``.
  ///
  /// - Parameter encoder: Where it goes.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
