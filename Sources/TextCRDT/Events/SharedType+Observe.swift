// SPDX-License-Identifier: Apache-2.0

extension SharedType {
  /// Calls a closure after each transaction that changed this type.
  ///
  /// It is called when the transaction is over. What is inside the type, like the texts in an array,
  /// has observers of its own; see ``observeDeeply(_:)``. A type that came in the transaction, or
  /// went in it, did not change.
  ///
  /// - Parameter handler: What to call. It must not keep the document alive.
  /// - Returns: A token that ends the subscription.
  /// - Complexity: Each transaction that changes the type then costs O(*n*) in its items.
  @discardableResult
  public func observe(_ handler: @escaping (TypeEvent) -> Void) -> Subscription {
    let observation = reference.document.startObserving()
    let identifier = observation.add(handler, to: reference.type)
    return Subscription(document: reference.document, identifier: identifier)
  }

  /// Calls a closure after each transaction that changed this type or types inside it.
  ///
  /// It is called once for a transaction, with an event for each type that changed, those nearest to
  /// this type first; ``TypeEvent/path`` tells the way there.
  ///
  /// - Parameter handler: What to call. It must not keep the document alive.
  /// - Returns: A token that ends the subscription.
  /// - Complexity: Each transaction then costs O(*n*) in the items of the types it changed.
  @discardableResult
  public func observeDeeply(_ handler: @escaping ([TypeEvent]) -> Void) -> Subscription {
    let observation = reference.document.startObserving()
    let identifier = observation.addDeep(handler, to: reference.type)
    return Subscription(document: reference.document, identifier: identifier)
  }
}
