// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// What a file became: a text, what is known of it, and what of the file was not understood.
public struct ImportedPad: Sendable {
  /// An image in the file, whose place in the text is to be filled.
  public struct Image: Sendable {
    /// What stands in the text where the image's address goes.
    public let placeholder: String
    /// The file.
    public let bytes: [UInt8]
  }

  /// The text; it holds ``Image/placeholder`` for each image.
  public var text: String
  /// What is known of the text, as `meta` holds it.
  public var fields: [Value.Member]
  /// The images in it.
  public var images: [Image]
  /// What was not understood.
  public var notes: [ImportNote]

  /// Puts the addresses of images into the text.
  ///
  /// - Parameter addresses: By placeholder; an image without one is left out, which is noted.
  public mutating func place(_ addresses: [String: String]) {
    for image in images {
      if let address = addresses[image.placeholder] {
        text = text.replacing(image.placeholder, with: address)
      } else {
        text = text.replacing(image.placeholder, with: "image")
        notes.append(ImportNote(.imageRefused))
      }
    }
  }
}

/// Something in a file that was not understood, or could not be kept.
public struct ImportNote: Codable, Equatable, Sendable {
  /// What it is.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// The front matter is no YAML that is taken; it stays in the text.
    case frontMatter = "front-matter"
    /// A field cannot hold what the file says.
    case field
    /// An image is not in the file, or too many are.
    case imageMissing = "image-missing"
    /// An image is of no kind that pads show, too large, or there is no room for it.
    case imageRefused = "image-refused"
    /// Looks that Markdown has not: underlining, colours, sizes.
    case looks
    /// Cells that span others, or hold more than a line.
    case table
    /// Something else that pandoc left out.
    case content
    /// The file is of a kind that is not imported.
    case file
    /// A file that could not be read, or made into a pad.
    case failed
  }

  /// What it is.
  public let kind: Kind
  /// Where or how often, in a word; nil when there is nothing to add.
  public var detail: String?

  /// Makes a note.
  ///
  /// - Parameters:
  ///   - kind: What it is.
  ///   - detail: Where or how often.
  public init(_ kind: Kind, _ detail: String? = nil) {
    self.kind = kind
    self.detail = detail
  }
}
