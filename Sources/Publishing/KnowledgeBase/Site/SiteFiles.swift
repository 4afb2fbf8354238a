// SPDX-License-Identifier: Apache-2.0

/// The files of an edition that its page leads to.
enum SiteFiles {
  /// What each is in HTTP, by its ending.
  static let types = [
    "md": "text/markdown", "jsonld": "application/ld+json", "dc.xml": "application/xml",
    "json": "application/json",
  ]

  /// What each is called.
  static func name(_ ending: String, _ words: SiteWords) -> String {
    switch ending {
    case "md": words.markdownFile
    case "jsonld": words.linkedDataFile
    case "dc.xml": words.dublinCoreFile
    default: words.manifestFile
    }
  }
}
