// SPDX-License-Identifier: Apache-2.0

/// The kinds of images a pad may show, known by their first bytes and by nothing else.
public enum ImageType: String, CaseIterable, Sendable {
  /// Portable Network Graphics.
  case png
  /// JPEG.
  case jpeg = "jpg"
  /// Graphics Interchange Format.
  case gif
  /// WebP.
  case webp

  /// Tells the kind of an image.
  ///
  /// - Parameter bytes: The file; `nil` results for anything but the four kinds.
  public init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) {
      self = .gif
    } else if bytes.starts(with: Array("RIFF".utf8)),
      bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
    {
      self = .webp
    } else {
      return nil
    }
  }

  /// The media type to serve it as.
  public var mediaType: String { self == .jpeg ? "image/jpeg" : "image/\(rawValue)" }
}
