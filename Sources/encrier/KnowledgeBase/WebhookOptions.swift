// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PadServer

/// Whom a server tells what is published and withdrawn.
struct WebhookOptions: ParsableArguments {
  @Option(
    name: .customLong("kb-webhook"),
    help: """
      Adresse à prévenir de chaque édition publiée ou retirée, en JSON \
      · Address to tell of each edition published or withdrawn, as JSON.
      """
  )
  var url: String?

  @Option(
    name: .customLong("kb-webhook-secret-file"),
    help: "Fichier du secret qui signe ces messages · File of the secret that signs these messages."
  )
  var secretFile: String?

  @Flag(
    name: .customLong("kb-webhook-allow-private"),
    help: "L'adresse peut être sur un réseau privé · The address may be on a private network."
  )
  var allowsPrivate = false

  /// What was asked for; read once, when the options are.
  private(set) var webhook: Webhook?

  enum CodingKeys: CodingKey {
    case url, secretFile, allowsPrivate
  }

  mutating func validate() throws {
    guard let url else {
      guard secretFile == nil, !allowsPrivate else {
        throw ValidationError(
          "--kb-webhook-… : il faut aussi --kb-webhook · --kb-webhook is needed, too"
        )
      }
      return
    }
    webhook = try Self.webhook(url, secretFile, allowsPrivate, "kb-webhook")
  }

  /// The webhook that options describe.
  ///
  /// - Throws: `ValidationError` that names the option.
  static func webhook(
    _ url: String,
    _ secretFile: String?,
    _ allowsPrivate: Bool,
    _ option: String
  ) throws -> Webhook {
    guard Webhook.isFit(url) else {
      throw ValidationError(
        "--\(option) : il faut une adresse http(s) · an http(s) address is needed"
      )
    }
    let secret = try secretFile.map { file in
      let text = try? String(contentsOfFile: file, encoding: .utf8)
      let secret = text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      guard !secret.isEmpty else {
        throw ValidationError("\(file) : vide ou illisible · empty, or cannot be read")
      }
      return secret
    }
    return Webhook(url: url, secret: secret, allowsPrivate: allowsPrivate)
  }
}
