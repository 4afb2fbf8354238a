// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// What an edition consists of.
public enum EditionPart: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
  /// The Markdown.
  case text
  /// The root `meta`, as JSON with sorted keys.
  case metadata
  /// Who wrote the text, under the names they are published by, as JSON.
  case contributors
  /// The document, as one v1 update.
  case state
  /// The rows of the history up to the edition's head, as ``LogPart`` writes them.
  case log
}

/// What an edition is and what its parts hash to; its own hash names the edition.
public struct EditionManifest: Codable, Equatable, Sendable {
  /// What a manifest says it is; it changes when what members mean changes.
  public static let format = "encrier-edition/1"

  /// A part's size and hash.
  public struct Digest: Codable, Equatable, Sendable {
    /// SHA-256 in hexadecimal digits.
    public let sha256: String
    /// How long it is, in bytes.
    public let byteCount: Int
  }

  /// ``format``.
  public let format: String
  /// From 1, one more for each edition of the pad.
  public let number: Int
  /// The title shown when it was finished.
  public let title: String
  /// When it was finished, as RFC 3339 in UTC.
  public let finished: String
  /// Who agrees with it, by name.
  public let signers: [String]
  /// What its owner said of it; nil for nothing.
  public let note: String?
  /// The number of the edition it replaces; nil for the first.
  public let replaces: Int?
  /// The SHA-256 of the manifest before; nil for the first.
  public let previous: String?
  /// The last row of the history in it.
  public let head: UInt64
  /// Its parts.
  public let parts: [EditionPart: Digest]

  /// The manifest as it is kept and hashed: JSON with sorted keys.
  public var encoded: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    // Strings, numbers and lists of them can always be encoded.
    guard let data = try? encoder.encode(self) else { preconditionFailure("not JSON") }
    return Array(data)
  }

  /// Reads what ``encoded`` wrote.
  ///
  /// - Parameter bytes: The JSON; nil comes of anything else, and of what a later version wrote.
  public init?(_ bytes: [UInt8]) {
    guard let manifest = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      manifest.format == Self.format, (1...1_000_000).contains(manifest.number),
      manifest.head < 1 << 53
    else { return nil }
    self = manifest
  }

  /// Whether it says of the edition before what its number says.
  var isCoherent: Bool {
    number == 1
      ? replaces == nil && previous == nil : replaces == number - 1 && previous?.utf8.count == 64
  }

  init(
    number: Int,
    title: String,
    finished: Int64,
    signers: [String],
    note: String?,
    replaces: Int?,
    previous: String?,
    head: UInt64,
    parts: [EditionPart: Digest]
  ) {
    format = Self.format
    self.number = number
    self.title = title
    self.finished = PadTimestamp.text(finished)
    self.signers = signers
    self.note = note
    self.replaces = replaces
    self.previous = previous
    self.head = head
    self.parts = parts
  }
}

extension EditionManifest.Digest {
  /// Takes a part's digest.
  ///
  /// - Parameter bytes: The part.
  public init(of bytes: [UInt8]) {
    self.init(sha256: SHA256.hash(data: bytes).hexadecimal, byteCount: bytes.count)
  }
}
