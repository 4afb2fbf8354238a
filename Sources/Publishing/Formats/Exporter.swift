// SPDX-License-Identifier: Apache-2.0

public import Pads
import TextCRDT

/// Makes the bytes of a format of all that is in a pad.
public struct Exporter: Sendable {
  /// Finds an image that the text shows, by its name in `/images/`.
  public typealias Images = @Sendable (String) async -> [UInt8]?

  /// The most images of one export.
  static let maximumImages = 1_000
  /// The most bytes of all images of one export.
  static let maximumImageBytes = 32 << 20

  private let renderer: BoundedRenderer?
  private let workshop: Workshop

  /// Makes an exporter.
  ///
  /// - Parameters:
  ///   - renderer: Renders Markdown; without one, formats made of pages are not available.
  ///   - workshop: Runs other programs.
  public init(renderer: BoundedRenderer?, workshop: Workshop) {
    self.renderer = renderer
    self.workshop = workshop
  }

  /// Whether a format can be made here.
  ///
  /// - Parameter format: The format.
  /// - Returns: Whether it can.
  public func canMake(_ format: ExportFormat) async -> Bool {
    if format.isRendered, renderer == nil { return false }
    guard let program = format.program else { return true }
    return await workshop.has(program)
  }

  /// The names of the images that a pad shows, each once.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: The names, in order.
  public func imageNames(in pad: PadContents) -> [String] { ImageNames.all(in: pad.text) }

  /// Makes a format.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - pad: What there is; with authors, where the format has them.
  ///   - asker: For whom, as the workshop counts.
  ///   - images: Finds the images that the text shows.
  /// - Returns: The file.
  /// - Throws: ``FormatError``.
  public func export(
    _ format: ExportFormat,
    of pad: PadContents,
    for asker: String,
    images: @escaping Images
  ) async throws(FormatError) -> [UInt8] {
    switch format {
    case .markdown: return Array(FrontMatter.markdown(of: pad).utf8)
    case .plainText: return try await rendered(pad, asPage: false)
    case .html: return try await html(of: pad, isForPaper: false, images: images)
    case .json: return JSONFormat.file(of: pad)
    case .yjs: return Array(pad.update)
    case .etherpad: return EtherpadFormat.file(of: pad)
    case .pdf:
      guard await canMake(.pdf) else { throw .unavailable }
      let page = try await html(of: pad, isForPaper: true, images: images)
      return try await PDFFormat.file(of: page, for: asker, workshop)
    case .odt, .docx, .epub:
      return try await office(format, of: pad, for: asker, images: images)
    }
  }

  private func html(
    of pad: PadContents,
    isForPaper: Bool,
    images: Images
  ) async throws(FormatError) -> [UInt8] {
    let body = try await rendered(pad, asPage: true)
    let page = await HTMLFormat.page(of: pad, body: body, isForPaper: isForPaper, images: images)
    return Array(page.utf8)
  }

  private func office(
    _ format: ExportFormat,
    of pad: PadContents,
    for asker: String,
    images: Images
  ) async throws(FormatError) -> [UInt8] {
    guard pad.text.utf8.count <= MarkdownRendering.maximumBytes else { throw .tooLong }
    guard await canMake(format) else { throw .unavailable }
    let document = OfficeFormat(format: format, pad: pad)
    return try await document.file(
      with: await document.images(from: images),
      for: asker,
      workshop
    )
  }

  private func rendered(
    _ pad: PadContents,
    asPage: Bool
  ) async throws(FormatError) -> [UInt8] {
    guard let renderer else { throw .unavailable }
    let text = Array(pad.text.utf8)
    do throws(RenderingError) {
      return asPage ? try await renderer.html(text) : try await renderer.plainText(text)
    } catch {
      throw FormatError(error)
    }
  }
}
