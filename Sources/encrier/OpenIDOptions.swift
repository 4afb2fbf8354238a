// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PadServer

/// The provider by whom people may sign in.
struct OpenIDOptions: ParsableArguments {
  @Option(
    name: .customLong("oidc-issuer"),
    help: "Fournisseur OpenID par lequel se connecter · OpenID provider to sign in by."
  )
  var issuer: String?

  @Option(
    name: .customLong("oidc-client"),
    help: "Identifiant de ce serveur chez lui · This server's ID there."
  )
  var client: String?

  @Option(
    name: .customLong("oidc-secret-file"),
    help: "Fichier qui contient le secret · File that holds the secret."
  )
  var secretFile: String?

  /// What was asked for; read once, when the options are.
  private(set) var configuration: OpenIDConfiguration?

  enum CodingKeys: CodingKey {
    case issuer, client, secretFile
  }

  mutating func validate() throws {
    if issuer == nil, client == nil, secretFile == nil { return }
    guard let issuer, let client, let secretFile else {
      throw ValidationError(
        "--oidc-issuer, --oidc-client, --oidc-secret-file : il faut les trois · all three are needed"
      )
    }
    guard ["http://", "https://"].contains(where: issuer.hasPrefix),
      let host = URLComponents(string: issuer)?.host, !host.isEmpty
    else {
      throw ValidationError(
        "--oidc-issuer : il faut une adresse http(s) · an http(s) address is needed"
      )
    }
    guard let text = try? String(contentsOfFile: secretFile, encoding: .utf8) else {
      throw ValidationError(
        "--oidc-secret-file : \(secretFile) ne peut pas être lu · cannot be read"
      )
    }
    configuration = OpenIDConfiguration(
      issuer: issuer,
      clientID: client,
      secret: text.trimmingCharacters(in: .whitespacesAndNewlines)
    )
  }
}
