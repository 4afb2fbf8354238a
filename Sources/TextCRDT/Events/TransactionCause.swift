// SPDX-License-Identifier: Apache-2.0

/// What kind of thing caused a transaction.
public enum TransactionCause: Sendable {
  /// Edits through the handles of the document.
  case local
  /// An update of somebody else.
  case remote
  /// An undo of an ``UndoHistory``.
  case undo
  /// A redo of an ``UndoHistory``.
  case redo
  /// The deletion of formats that mean nothing after a remote change.
  case cleanUp
}

/// Who caused a transaction, as the application tells them apart.
///
/// ```swift
/// extension TransactionSource {
///   static let spellChecker = TransactionSource(rawValue: 1)
/// }
/// ```
public struct TransactionSource: RawRepresentable, Hashable, Sendable {
  /// A number the application chose.
  public let rawValue: UInt32

  /// Makes a source of a number.
  ///
  /// - Parameter rawValue: A number the application chose.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }
}
