// SPDX-License-Identifier: Apache-2.0

/// The right to be told of changes, until it is given up.
///
/// A subscription that is thrown away goes on: the document keeps what it calls. That must not keep
/// the document alive in turn, so let it use what it is handed instead of the document.
public struct Subscription {
  let document: Document
  let identifier: Int

  /// Ends the subscription; what is already on its way to others is not called any more.
  public func cancel() {
    document.observation?.remove(identifier)
  }
}
