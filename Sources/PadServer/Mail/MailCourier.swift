// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Logging
public import Pads
import WebClient

/// Brings secrets by e-mail.
public struct MailCourier: SecretCourier {
  private let client: MailClient
  private let sender: String
  private let publicURL: String
  private let logger: Logger

  /// Makes a courier.
  ///
  /// - Parameters:
  ///   - configuration: By which server, and from which address.
  ///   - publicURL: The address people use, without a final slash.
  ///   - logger: Where failures are told; never a secret, nor to whom it was to go.
  public init(_ configuration: MailConfiguration, publicURL: String, logger: Logger) {
    client = MailClient(
      MailServer(
        url: configuration.server,
        user: configuration.user,
        password: configuration.password,
        authorities: configuration.authorities
      )
    )
    sender = configuration.sender
    self.publicURL = publicURL
    self.logger = logger
  }

  /// Hands a letter with the secret to the mail server.
  ///
  /// - Parameters:
  ///   - secret: The secret.
  ///   - purpose: What it is good for.
  ///   - email: To whom.
  ///   - language: In which language.
  /// - Throws: `CourierError` when the server did not take it.
  public func bring(
    _ secret: String,
    for purpose: AccountSecret.Purpose,
    to email: EmailAddress,
    in language: MailLanguage
  ) async throws(CourierError) {
    let letter = Letter(purpose, secret: secret, publicURL: publicURL, language)
    let message = letter.message(from: sender, to: email.text, at: Date())
    do throws(WebClientError) {
      try await client.send(message, from: sender, to: email.text)
    } catch {
      logger.error(
        "a letter was not taken by the mail server",
        metadata: ["purpose": "\(purpose.rawValue)", "error": "\(error)"]
      )
      throw CourierError()
    }
  }
}
