// SPDX-License-Identifier: Apache-2.0

/// A page as tagged PDF, by WeasyPrint.
enum PDFFormat {
  /// Makes the file.
  ///
  /// - Parameters:
  ///   - page: An HTML file that needs nothing else.
  ///   - asker: For whom.
  ///   - workshop: Where it is made.
  /// - Returns: The file.
  /// - Throws: ``FormatError``.
  static func file(
    of page: [UInt8],
    for asker: String,
    _ workshop: Workshop
  ) async throws(FormatError) -> [UInt8] {
    var files = TarArchive()
    files.add("page.html", page)
    return try await workshop.run(
      .weasyprint,
      "weasyprint --quiet --encoding utf-8 --pdf-variant pdf/ua-1 page.html -",
      files: files,
      for: asker
    )
  }
}
