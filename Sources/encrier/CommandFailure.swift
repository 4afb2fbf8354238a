// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a command was refused or failed, in one sentence for people.
struct CommandFailure: Error {
  var sentence: Sentence

  init(french: String, english: String) {
    sentence = Sentence(french: french, english: english)
  }
}

/// A sentence in both languages of the program.
struct Sentence: Sendable {
  var french: String
  var english: String

  /// The sentence in the language of the terminal: English when it says so, else French.
  var text: String {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return locale?.hasPrefix("en") == true ? english : french
  }
}
