// SPDX-License-Identifier: Apache-2.0

/// A piece of a page.
///
/// What is put into one as text is escaped; only other pieces stand as they are.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  /// The HTML.
  let html: String

  /// Takes what was written in this source.
  init(stringLiteral html: String) { self.html = html }

  init(stringInterpolation: Interpolation) { html = stringInterpolation.html }

  /// Takes HTML that is known to be safe.
  ///
  /// - Parameter html: By cmark-gfm and repaired, or made of pieces.
  init(trusted html: String) { self.html = html }

  static var nothing: Markup { Markup(trusted: "") }

  var isEmpty: Bool { html.isEmpty }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity * 2)
    }

    mutating func appendLiteral(_ literal: String) { html += literal }

    mutating func appendInterpolation(_ text: String) { html += HTMLFormat.escaped(text) }

    mutating func appendInterpolation(_ number: Int) { html += String(number) }

    mutating func appendInterpolation(_ piece: Markup) { html += piece.html }

    mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { html += piece.html }
    }
  }
}

extension [Markup] {
  /// The pieces with another between them.
  func joined(_ separator: Markup) -> Markup {
    Markup(trusted: map(\.html).joined(separator: separator.html))
  }
}

extension SiteFrame {
  /// What a page shows, or the words in its place where there is nothing.
  ///
  /// A choice between two literals in a literal would be one of plain texts.
  func shown(_ markup: @autoclosure () -> Markup, unless isEmpty: Bool, _ words: String) -> Markup {
    isEmpty ? "<p class=\"empty\">\(words)</p>" : markup()
  }
}
