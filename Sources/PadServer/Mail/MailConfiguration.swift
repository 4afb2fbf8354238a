// SPDX-License-Identifier: Apache-2.0

/// By which server people are written to, and from which address.
public struct MailConfiguration: Sendable {
  /// `smtps://HOST`, or `smtp://HOST`, where TLS is demanded but on this machine itself.
  public var server: String
  /// The address that letters come from.
  public var sender: String
  /// Who signs in to the server; nil for nobody.
  public var user: String?
  /// By what they do.
  public var password: String?
  /// The file of the certificate authorities to believe; nil for the system's.
  public var authorities: String?

  /// Describes how people are written to.
  ///
  /// - Parameters:
  ///   - server: Where mail is handed over.
  ///   - sender: The address that letters come from.
  ///   - user: Who signs in there; nil for nobody.
  ///   - password: By what they do.
  ///   - authorities: The file of the certificate authorities to believe; nil for the system's.
  public init(
    server: String,
    sender: String,
    user: String? = nil,
    password: String? = nil,
    authorities: String? = nil
  ) {
    self.server = server
    self.sender = sender
    self.user = user
    self.password = password
    self.authorities = authorities
  }
}
