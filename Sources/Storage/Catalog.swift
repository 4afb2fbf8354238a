// SPDX-License-Identifier: Apache-2.0

/// One line of the list of pads.
public struct CatalogLine: Equatable, Sendable {
  /// The pad.
  public let record: PadRecord

  /// The title noted last; `nil` when the pad has changed since or none was noted.
  public let title: String?

  /// Describes a line of the list.
  ///
  /// - Parameters:
  ///   - record: The pad.
  ///   - title: The title, if the noted one is that of the pad's last state.
  public init(record: PadRecord, title: String?) {
    self.record = record
    self.title = title
  }
}

/// The list of pads, which holds nothing that cannot be made again from the log.
public protocol Catalog: Sendable {
  /// Lists pads.
  ///
  /// - Parameters:
  ///   - name: Only pads whose names come after this one in byte order; empty for all.
  ///   - limit: The most lines returned.
  /// - Returns: The lines by name in byte order; damaged pads are left out.
  /// - Throws: ``StorageError``.
  func lines(after name: String, limit: Int) async throws(StorageError) -> [CatalogLine]

  /// Lists pads whose first entry one author brought.
  ///
  /// - Parameters:
  ///   - authors: As the log names them.
  ///   - name: Only pads whose names come after this one in byte order; empty for all.
  ///   - limit: The most lines returned.
  /// - Returns: The lines by name in byte order; damaged pads are left out.
  /// - Throws: ``StorageError``.
  /// - Complexity: In the authors' pads, however many others there are.
  func lines(
    startedBy authors: [String],
    after name: String,
    limit: Int
  ) async throws(StorageError) -> [CatalogLine]

  /// Finds one pad.
  ///
  /// - Parameter name: Its name.
  /// - Returns: Its line; `nil` when there is none, or it is damaged.
  /// - Throws: ``StorageError``.
  func line(of name: String) async throws(StorageError) -> CatalogLine?

  /// Notes the title a pad has at a place of its history.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - sequence: The last log entry the title takes into account.
  ///   - pad: The name of a pad that exists.
  /// - Throws: ``StorageError``.
  func note(title: String, at sequence: UInt64, of pad: String) async throws(StorageError)
}
