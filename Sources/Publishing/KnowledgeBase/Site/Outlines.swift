// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The outlines of countries, as `web/tools/outlines.py` writes them.
struct Outlines: Sendable {
  /// A point in degrees.
  struct Point: Sendable {
    let longitude: Double
    let latitude: Double
  }

  /// Closed lines; the last point is followed by the first.
  let rings: [[Point]]

  /// Reads them; nil for what is something else.
  init?(_ json: [UInt8]) {
    guard let countries = try? JSONSerialization.jsonObject(with: Data(json)) as? [[Any]] else {
      return nil
    }
    var rings: [[Point]] = []
    for country in countries {
      guard country.count == 5, let rows = country[4] as? [String] else { return nil }
      for row in rows {
        guard let ring = Self.ring(row) else { return nil }
        rings.append(ring)
      }
    }
    self.rings = rings
  }

  /// Reads steps on a grid of 1/100 degree, each number in digits of five bits, the lowest first.
  private static func ring(_ row: String) -> [Point]? {
    var numbers: [Int] = []
    var (value, shift) = (0, 0)
    for byte in row.utf8 {
      guard let digit = digit(byte), shift < 40 else { return nil }
      value |= (digit & 31) << shift
      shift += 5
      guard digit < 32 else { continue }
      numbers.append(value & 1 == 0 ? value >> 1 : -(value >> 1))
      (value, shift) = (0, 0)
    }
    guard shift == 0, numbers.count % 2 == 0 else { return nil }
    var ring: [Point] = []
    var (x, y) = (0, 0)
    for place in stride(from: 0, to: numbers.count, by: 2) {
      x += numbers[place]
      y += numbers[place + 1]
      ring.append(Point(longitude: Double(x) / 100, latitude: Double(y) / 100))
    }
    return ring
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
