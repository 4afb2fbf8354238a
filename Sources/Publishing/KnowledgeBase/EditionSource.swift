// SPDX-License-Identifier: Apache-2.0

public import Pads

/// Where a knowledge base takes its editions from: a data folder, a running server, or a test.
public protocol EditionSource: Sendable {
  /// What is published, and what was; by address and number.
  ///
  /// - Returns: All of it.
  /// - Throws: ``KnowledgeBaseError``.
  func publications() async throws(KnowledgeBaseError) -> [PublishedEdition]

  /// An edition that is published.
  ///
  /// - Parameters:
  ///   - publication: Which.
  ///   - parts: The parts that are wanted; the history is never among them.
  /// - Returns: Its manifest and those parts.
  /// - Throws: ``KnowledgeBaseError``.
  func contents(
    of publication: PublishedEdition,
    _ parts: Set<EditionPart>
  ) async throws(KnowledgeBaseError) -> EditionContents

  /// The history under a published edition, as its part holds it.
  ///
  /// - Parameter publication: Which.
  /// - Returns: The rows.
  /// - Throws: ``KnowledgeBaseError``.
  func log(of publication: PublishedEdition) async throws(KnowledgeBaseError) -> [UInt8]

  /// An image that a text shows.
  ///
  /// - Parameter name: Its name in `/images/`.
  /// - Returns: Its bytes; nil when it is gone.
  func image(_ name: String) async -> [UInt8]?
}
