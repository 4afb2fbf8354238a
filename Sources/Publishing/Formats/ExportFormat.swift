// SPDX-License-Identifier: Apache-2.0

/// What a pad can be exported as; the raw value is the end of the address and of the file's name.
public enum ExportFormat: String, CaseIterable, Codable, Sendable {
  /// Markdown, with what is known of the text in front of it.
  case markdown = "md"
  /// The text without marks.
  case plainText = "txt"
  /// One file with its images inside.
  case html
  /// Tagged PDF.
  case pdf
  /// OpenDocument text.
  case odt
  /// Word.
  case docx
  /// EPUB 3.
  case epub
  /// Text, authors, comments and metadata, for programs.
  case json
  /// The document as one Yjs update.
  case yjs
  /// What Etherpad imports.
  case etherpad

  /// What it is called in HTTP.
  public var mediaType: String {
    switch self {
    case .markdown: "text/markdown; charset=utf-8"
    case .plainText: "text/plain; charset=utf-8"
    case .html: "text/html; charset=utf-8"
    case .pdf: "application/pdf"
    case .odt: "application/vnd.oasis.opendocument.text"
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .epub: "application/epub+zip"
    case .json, .etherpad: "application/json"
    case .yjs: "application/octet-stream"
    }
  }

  /// Whether it says who wrote what.
  public var hasAuthors: Bool { self == .json || self == .etherpad }

  /// Whether it is made of the rendered text.
  var isRendered: Bool { self == .plainText || self == .html || self == .pdf }

  /// The program it needs; nil for none.
  var program: Workshop.Program? {
    switch self {
    case .pdf: .weasyprint
    case .odt, .docx, .epub: .pandoc
    case .markdown, .plainText, .html, .json, .yjs, .etherpad: nil
    }
  }
}
