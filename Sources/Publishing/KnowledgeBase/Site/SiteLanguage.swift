// SPDX-License-Identifier: Apache-2.0

/// A language the site's pages are in.
enum SiteLanguage: String, CaseIterable, Sendable {
  case fr
  case en

  /// What the language calls itself.
  var name: String {
    switch self {
    case .fr: "Français"
    case .en: "English"
    }
  }

  var words: SiteWords { SiteWords(language: self) }

  func pick(_ french: String, _ english: String) -> String {
    switch self {
    case .fr: french
    case .en: english
    }
  }
}
