// SPDX-License-Identifier: Apache-2.0

import CMarkGFM

/// GitHub-flavoured Markdown with footnotes as HTML, by cmark-gfm in its safe mode.
///
/// Raw HTML is left out, and so are links that would run something. Some inputs take far longer than
/// their size suggests; what comes from people goes through ``BoundedRenderer``.
public enum MarkdownRendering {
  /// The longest text that is rendered, in bytes.
  public static let maximumBytes = 1 << 20

  private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]
  private static let options = CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8

  /// Renders a text.
  ///
  /// - Parameter markdown: UTF-8; what is not becomes U+FFFD.
  /// - Returns: The HTML of the body, or `nil` when memory ran out.
  public static func html(_ markdown: [UInt8]) -> [UInt8]? {
    rendered(markdown) { document, attached in cmark_render_html(document, options, attached) }
  }

  /// What a text says, without its marks.
  ///
  /// - Parameter markdown: UTF-8; what is not becomes U+FFFD.
  /// - Returns: Plain text, or `nil` when memory ran out.
  public static func plainText(_ markdown: [UInt8]) -> [UInt8]? {
    rendered(markdown) { document, _ in cmark_render_plaintext(document, options, 0) }
  }

  private static func rendered(
    _ markdown: [UInt8],
    by render: (
      OpaquePointer, UnsafeMutablePointer<cmark_llist>?
    ) -> UnsafeMutablePointer<CChar>?
  ) -> [UInt8]? {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(options) else { return nil }
    defer { cmark_parser_free(parser) }
    for name in extensions {
      guard let found = cmark_find_syntax_extension(name) else { return nil }
      cmark_parser_attach_syntax_extension(parser, found)
    }
    markdown.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return }
        cmark_parser_feed(parser, start, characters.count)
      }
    }
    guard let document = cmark_parser_finish(parser) else { return nil }
    defer { cmark_node_free(document) }
    let attached = cmark_parser_get_syntax_extensions(parser)
    guard let rendered = render(document, attached) else { return nil }
    defer { cmark_get_default_mem_allocator().pointee.free(rendered) }
    return String(cString: rendered).utf8.map { $0 }
  }
}
