// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Puts images into the HTML that cmark-gfm made, and links in the place of those that are not ours.
///
/// In that HTML a `<` begins a tag and nothing else, and attributes stand in one order, so that it is
/// enough to look for their beginnings.
struct PlacedImages {
  private static let opening = "<img src=\""

  /// Where the page finds an image, by its name; nil for one that is not there.
  private let source: (String) -> String?

  /// Takes the files, by name; they stand in the page itself.
  init(images: [String: [UInt8]]) {
    source = { name in
      guard let bytes = images[name], let type = ImageNames.mediaType(of: name) else { return nil }
      return "data:\(type);base64,\(Data(bytes).base64EncodedString())"
    }
  }

  /// Takes where the page finds them.
  init(source: @escaping (String) -> String?) {
    self.source = source
  }

  /// The addresses of all images in a page, each once.
  static func names(in html: String) -> [String] {
    var names: [String] = []
    for part in html.components(separatedBy: opening).dropFirst() {
      let address = part.prefix { $0 != "\"" }
      if let name = ImageNames.name(address), !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The page with its images.
  ///
  /// - Parameter html: By cmark-gfm.
  /// - Returns: The page with them.
  func place(in html: String) -> String {
    let parts = html.components(separatedBy: Self.opening)
    var page = parts[0]
    var isInLink = Self.endsInLink(parts[0][...], before: false)
    for part in parts.dropFirst() {
      guard let end = part.firstRange(of: " />") else {
        page += Self.opening + part
        continue
      }
      let image = Image(part[..<end.lowerBound])
      page += image.element(source, isInLink: isInLink)
      let rest = part[end.upperBound...]
      page += rest
      isInLink = Self.endsInLink(rest, before: isInLink)
    }
    return page
  }

  private static func endsInLink(_ html: Substring, before isInLink: Bool) -> Bool {
    let opened = html.ranges(of: "<a ").last?.lowerBound
    let closed = html.ranges(of: "</a>").last?.lowerBound
    switch (opened, closed) {
    case (let opened?, let closed?): return opened > closed
    case (_?, nil): return true
    case (nil, _?): return false
    case (nil, nil): return isInLink
    }
  }

  /// One image: its address, and its other attributes as they stand.
  private struct Image {
    let address: Substring
    let attributes: Substring
    let description: Substring

    /// Reads what stands behind `<img src="` and before ` />`.
    init(_ text: Substring) {
      let end = text.firstIndex(of: "\"") ?? text.endIndex
      let attributes = text[end...].dropFirst()
      let described = attributes.firstRange(of: " alt=\"").map { attributes[$0.upperBound...] }
      address = text[..<end]
      self.attributes = attributes
      description = (described ?? "").prefix { $0 != "\"" }
    }

    func element(_ source: (String) -> String?, isInLink: Bool) -> String {
      if let name = ImageNames.name(address), let place = source(name) {
        return "<img src=\"\(place)\"\(attributes)>"
      }
      let shown = description.isEmpty ? address : description
      guard !shown.isEmpty else { return "" }
      guard !isInLink, address.hasPrefix("https://") || address.hasPrefix("http://") else {
        return "<span class=\"missing-image\">\(shown)</span>"
      }
      return "<a class=\"missing-image\" href=\"\(address)\">\(shown)</a>"
    }
  }
}
