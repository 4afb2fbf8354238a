// SPDX-License-Identifier: Apache-2.0

/// A provider by whom people may sign in, as whoever looks after the server names it.
public struct OpenIDConfiguration: Sendable {
  /// The provider's address, exactly as it calls itself.
  public var issuer: String
  /// What this server is called there.
  public var clientID: String
  /// What this server proves that with.
  public var secret: String

  /// Describes a provider.
  ///
  /// - Parameters:
  ///   - issuer: The provider's address, exactly as it calls itself.
  ///   - clientID: What this server is called there.
  ///   - secret: What this server proves that with.
  public init(issuer: String, clientID: String, secret: String) {
    self.issuer = issuer
    self.clientID = clientID
    self.secret = secret
  }
}
