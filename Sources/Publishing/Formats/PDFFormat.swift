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
    files.add("make.py", Array(PDFScript.source.utf8))
    return try await workshop.run(
      .weasyprint,
      "/usr/bin/python3 -I make.py",
      files: files,
      for: asker
    )
  }
}
