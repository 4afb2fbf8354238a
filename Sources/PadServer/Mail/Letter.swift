// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// What somebody is written: plain text.
struct Letter: Equatable, Sendable {
  let subject: String
  let text: String
  /// What stands in its head besides, line by line.
  var headers: [String] = []

  /// Writes to somebody who is invited, or has forgotten their password.
  ///
  /// - Parameters:
  ///   - purpose: What its secret is good for.
  ///   - secret: The secret; behind the `#`, which browsers send to nobody.
  ///   - publicURL: The server's address, without a final slash.
  ///   - language: In which language.
  init(
    _ purpose: AccountSecret.Purpose,
    secret: String,
    publicURL: String,
    _ language: MailLanguage
  ) {
    let host = URLComponents(string: publicURL)?.host ?? publicURL
    let page = purpose == .invitation ? "invitation" : "password"
    let address = "\(publicURL)/\(page)#secret=\(secret)"
    switch (purpose, language) {
    case (.invitation, .fr):
      subject = "Votre compte sur \(host)"
      text = """
        Bonjour,

        Vous êtes invité à avoir un compte sur \(host), où l’on écrit à plusieurs.
        Cette adresse sert une fois, pendant quatorze jours :

        \(address)

        Si vous n’attendiez pas ce message, vous n’avez rien à faire.

        """
    case (.invitation, .en):
      subject = "Your account on \(host)"
      text = """
        Hello,

        You are invited to have an account on \(host), where people write together.
        This address is good once, for fourteen days:

        \(address)

        If you did not expect this message, there is nothing to do.

        """
    case (.password, .fr):
      subject = "Un nouveau mot de passe sur \(host)"
      text = """
        Bonjour,

        Quelqu’un, sans doute vous, veut choisir un nouveau mot de passe pour votre
        compte sur \(host). Cette adresse sert une fois, pendant un jour :

        \(address)

        Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.

        """
    case (.password, .en):
      subject = "A new password on \(host)"
      text = """
        Hello,

        Somebody, probably you, wants to choose a new password for your account
        on \(host). This address is good once, for a day:

        \(address)

        If it was not you, do nothing: your password stays the same.

        """
    }
  }

  /// The letter as mail ([RFC 5322](https://www.rfc-editor.org/rfc/rfc5322)), in UTF-8.
  ///
  /// - Parameters:
  ///   - sender: From which address.
  ///   - recipient: To which.
  ///   - date: When.
  /// - Returns: Headers and body; lines end in CR LF.
  func message(from sender: String, to recipient: String, at date: Date) -> String {
    let domain = sender.split(separator: "@").last ?? "localhost"
    let body = Data(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
    let lines = [
      "From: Encrier <\(sender)>",
      "To: <\(recipient)>",
      "Subject: \(Self.encodedWords(subject))",
      "Date: \(Self.timestamp(date))",
      "Message-ID: <\(UUID().uuidString.lowercased())@\(domain)>",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      // Nobody's absence is to be told to this address.
      "Auto-Submitted: auto-generated",
    ]
    let content = [
      "",
      body.base64EncodedString(options: [
        .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
      ]),
      "",
    ]
    return (lines + headers + content).joined(separator: "\r\n")
  }

  /// A header's text ([RFC 2047](https://www.rfc-editor.org/rfc/rfc2047)): as it is where that can be
  /// read, else in pieces of at most 75 characters that cut no letter in two.
  static func encodedWords(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.contains("=?")
    if isPlain, text.utf8.count <= 900 { return text }
    var words: [[UInt8]] = [[]]
    for character in text {
      let bytes = Array(String(character).utf8)
      if (words.last?.count ?? 0) + bytes.count > 45 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }

  /// `Thu, 01 Jan 1970 00:00:00 +0000`.
  static func timestamp(_ date: Date) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
    return format.string(from: date)
  }
}
