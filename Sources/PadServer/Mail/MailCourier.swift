// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Logging
public import Pads
import WebClient

/// Brings letters by e-mail.
public struct MailCourier: SecretCourier {
  private let client: MailClient
  private let sender: String
  let publicURL: String
  /// By whom what stops letters is signed.
  let signer: GuestSigner
  private let logger: Logger

  /// Makes a courier.
  ///
  /// - Parameters:
  ///   - configuration: By which server, and from which address.
  ///   - publicURL: The address people use, without a final slash.
  ///   - signer: Whose signature lets people stop letters; it must be known as long as they are kept.
  ///   - logger: Where failures are told; never a secret, nor to whom it was to go.
  public init(
    _ configuration: MailConfiguration,
    publicURL: String,
    signer: GuestSigner,
    logger: Logger
  ) {
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
    self.signer = signer
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
    do throws(WebClientError) {
      try await hand(over: letter, for: purpose.rawValue, to: email)
    } catch {
      throw CourierError()
    }
  }

  /// Hands a letter to the mail server; what fails is logged.
  func hand(
    over letter: Letter,
    for purpose: String,
    to email: EmailAddress
  ) async throws(WebClientError) {
    let message = letter.message(from: sender, to: email.text, at: Date())
    do throws(WebClientError) {
      try await client.send(message, from: sender, to: email.text)
    } catch {
      logger.error(
        "a letter was not taken by the mail server",
        metadata: ["purpose": "\(purpose)", "error": "\(error)"]
      )
      throw error
    }
  }
}
