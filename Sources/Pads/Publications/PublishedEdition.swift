// SPDX-License-Identifier: Apache-2.0

/// An edition that is, or was, part of the knowledge base.
public struct PublishedEdition: Codable, Equatable, Hashable, Sendable {
  /// The text's address, the same for all its editions: a slug.
  public let address: String
  /// The edition's number.
  public let number: Int
  /// When it was published, in milliseconds since 1970.
  public let published: Int64
  /// When it was withdrawn, in milliseconds since 1970; nil for one that is published.
  public let withdrawn: Int64?

  /// Describes a publication.
  ///
  /// - Parameters:
  ///   - address: The text's address.
  ///   - number: The edition's number.
  ///   - published: When it was published, in milliseconds since 1970.
  ///   - withdrawn: When it was withdrawn; nil for one that is published.
  public init(address: String, number: Int, published: Int64, withdrawn: Int64? = nil) {
    self.address = address
    self.number = number
    self.published = published
    self.withdrawn = withdrawn
  }
}
