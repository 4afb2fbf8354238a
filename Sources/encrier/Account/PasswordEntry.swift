// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A password from who types it, or from standard input; never from the command line, which others on
/// the machine can see.
enum PasswordEntry {
  /// The longest line that is read, in bytes.
  private static let maximumBytes = 4_096

  /// Asks for a password twice at a terminal, else reads the first line of standard input.
  static func read() throws -> String {
    guard isatty(STDIN_FILENO) == 1 else { return try line() }
    let prompt = Sentence(french: "Mot de passe : ", english: "Password: ")
    let again = Sentence(french: "Encore une fois : ", english: "Once more: ")
    let first = try typed(prompt.text)
    guard try typed(again.text) == first else {
      throw CommandFailure(
        french: "Les deux mots de passe ne sont pas les mêmes.",
        english: "The two passwords are not the same."
      )
    }
    return first
  }

  private static func typed(_ prompt: String) throws -> String {
    guard let entry = getpass(prompt), let text = String(validatingCString: entry) else {
      throw unreadable
    }
    // What was typed stands in memory of the C library.
    memset(entry, 0, strlen(entry))
    return text
  }

  private static func line() throws -> String {
    var bytes: [UInt8] = []
    while let byte = try FileHandle.standardInput.read(upToCount: 1)?.first, byte != 0x0A {
      guard bytes.count < maximumBytes else { throw unreadable }
      bytes.append(byte)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw unreadable }
    return text.hasSuffix("\r") ? String(text.dropLast()) : text
  }

  private static var unreadable: CommandFailure {
    CommandFailure(
      french: "Le mot de passe ne peut pas être lu.",
      english: "The password cannot be read."
    )
  }
}
