// SPDX-License-Identifier: Apache-2.0

/// What a pad can be made of; the raw value is the end of the file's name.
public enum ImportFormat: String, CaseIterable, Codable, Sendable {
  /// Markdown, with front matter or without: also notes of HedgeDoc.
  case markdown = "md"
  /// HTML.
  case html
  /// OpenDocument text.
  case odt
  /// Word.
  case docx
  /// What a pad is exported as for programs.
  case json

  /// The largest file taken, in bytes.
  public static let maximumBytes = 32 << 20

  /// Finds the format of a file by the end of its name.
  ///
  /// - Parameter name: The file's name; anything else is `nil`.
  public init?(fileName name: String) {
    switch name.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased() {
    case "md", "markdown", "mdown", "txt": self = .markdown
    case "html", "htm", "xhtml": self = .html
    case "odt": self = .odt
    case "docx": self = .docx
    case "json": self = .json
    default: return nil
    }
  }

  /// Finds the format that HTTP calls so.
  ///
  /// - Parameter type: The media type, without parameters, in small letters.
  public init?(mediaType type: String) {
    let found = Self.allCases.first { $0.mediaTypes.contains(type) }
    guard let found else { return nil }
    self = found
  }

  /// What it is called in HTTP, the usual name first.
  public var mediaTypes: [String] {
    switch self {
    case .markdown: ["text/markdown", "text/plain"]
    case .html: ["text/html", "application/xhtml+xml"]
    case .odt: ["application/vnd.oasis.opendocument.text"]
    case .docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]
    // application/json starts a pad by the API.
    case .json: ["application/vnd.encrier.pad+json"]
    }
  }

  /// The program it needs; nil for none.
  var program: Workshop.Program? {
    switch self {
    case .markdown, .json: nil
    case .html, .odt, .docx: .pandoc
    }
  }
}
