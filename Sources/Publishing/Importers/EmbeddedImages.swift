// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The images that an HTML file carries inside its addresses, taken out before anybody reads it.
struct EmbeddedImages {
  private static let opening = "data:image/"
  private static let marker = ";base64,"

  /// The file with short names in the place of its images.
  private(set) var html: [UInt8]
  /// The images by those names.
  private(set) var images: [String: [UInt8]] = [:]

  /// Looks through a file.
  init(_ bytes: [UInt8]) {
    html = []
    html.reserveCapacity(bytes.count)
    let opening = Array(Self.opening.utf8)
    var place = 0
    while let start = Self.find(opening, in: bytes, from: place) {
      let end = bytes[start...].firstIndex { "\"'<> \t\r\n)".utf8.contains($0) } ?? bytes.endIndex
      html += bytes[place..<start]
      if let image = Self.image(bytes[start..<end]), images.count < Exporter.maximumImages {
        let name = "embedded-\(images.count)"
        images[name] = image
        html += Array(name.utf8)
      } else {
        html += bytes[start..<end]
      }
      place = end
    }
    html += bytes[place...]
  }

  private static func image(_ address: ArraySlice<UInt8>) -> [UInt8]? {
    let text = String(decoding: address, as: UTF8.self)
    guard let marker = text.firstRange(of: marker),
      let data = Data(base64Encoded: String(text[marker.upperBound...]))
    else { return nil }
    return [UInt8](data)
  }

  private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var place = start
    while place + wanted.count <= bytes.count {
      guard let next = bytes[place...].firstIndex(of: wanted[0]),
        next + wanted.count <= bytes.count
      else { return nil }
      if bytes[next..<(next + wanted.count)].elementsEqual(wanted) { return next }
      place = next + 1
    }
    return nil
  }
}
