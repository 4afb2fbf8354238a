// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PadServer
import Pads

/// By which server people are written to.
struct MailOptions: ParsableArguments {
  @Option(
    name: .customLong("smtp-url"),
    help: """
      Serveur de courrier : smtps://HÔTE, ou smtp://HÔTE:587 (TLS exigé, sauf sur cette machine) \
      · Mail server: smtps://HOST, or smtp://HOST:587 (TLS demanded, but on this machine).
      """
  )
  var url: String?

  @Option(
    name: .customLong("smtp-from"),
    help: "Adresse d'où partent les messages · Address that messages come from."
  )
  var sender: String?

  @Option(name: .customLong("smtp-user"), help: "Qui s'y identifie · Who signs in there.")
  var user: String?

  @Option(
    name: .customLong("smtp-password-file"),
    help: "Fichier qui contient son mot de passe · File that holds their password."
  )
  var passwordFile: String?

  @Option(
    name: .customLong("smtp-ca-file"),
    help: """
      Certificats à croire, au lieu de ceux du système · Certificates to believe, instead of the \
      system's.
      """
  )
  var authorities: String?

  /// What was asked for; read once, when the options are.
  private(set) var configuration: MailConfiguration?

  enum CodingKeys: CodingKey {
    case url, sender, user, passwordFile, authorities
  }

  mutating func validate() throws {
    if url == nil, sender == nil, user == nil, passwordFile == nil, authorities == nil { return }
    guard let url, let sender else {
      throw ValidationError(
        "--smtp-url, --smtp-from : il faut les deux · both are needed"
      )
    }
    guard ["smtp://", "smtps://"].contains(where: url.hasPrefix),
      let parts = URLComponents(string: url), parts.host?.isEmpty == false, parts.user == nil
    else {
      throw ValidationError(
        "--smtp-url : smtp(s)://HÔTE:PORT, sans mot de passe · smtp(s)://HOST:PORT, without a password"
      )
    }
    guard let sender = EmailAddress(sender) else {
      throw ValidationError(
        "--smtp-from : il faut une adresse e-mail · an e-mail address is needed"
      )
    }
    guard (user == nil) == (passwordFile == nil) else {
      throw ValidationError(
        "--smtp-user, --smtp-password-file : il faut les deux · both are needed"
      )
    }
    configuration = MailConfiguration(
      server: url,
      sender: sender.text,
      user: user,
      password: try passwordFile.map(Self.password),
      authorities: authorities
    )
  }

  private static func password(in file: String) throws -> String {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw ValidationError("--smtp-password-file : \(file) ne peut pas être lu · cannot be read")
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
