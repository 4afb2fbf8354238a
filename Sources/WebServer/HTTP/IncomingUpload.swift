// SPDX-License-Identifier: Apache-2.0

/// A request whose body is still arriving.
public struct IncomingUpload: Sendable {
  let connection: ConnectionID
  /// Which of the connection's bodies it is.
  let number: UInt64
  let loop: ServiceLoop

  /// Answers at once instead of waiting for the rest, which is not read; the connection then closes.
  ///
  /// Does nothing once all has come.
  ///
  /// - Parameter response: The answer.
  public func refuse(_ response: HTTPResponse) {
    loop.post(.refuse(connection, number, response))
  }
}

/// Who wants to know of a body for as long as it arrives.
///
/// Both calls come on a service thread, so they must not block.
public protocol UploadWatch: Sendable {
  /// Part of the body is awaited; not called for one that came with its head.
  func began(_ upload: IncomingUpload)

  /// All has come, or it never will.
  func ended()
}
