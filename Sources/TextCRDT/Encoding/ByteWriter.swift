// SPDX-License-Identifier: Apache-2.0

/// Writes lib0's encoding into an array of bytes.
///
/// Source: lib0 0.2.58, `encoding.js`.
public struct ByteWriter: Sendable {
  /// What has been written.
  public var bytes: [UInt8] = []

  /// Begins with nothing written.
  public init() {}

  /// Writes one byte.
  ///
  /// - Parameter byte: The byte.
  public mutating func writeByte(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Writes an unsigned number, 7 bits a byte, least significant first.
  ///
  /// - Parameter value: The number; peers read up to 53 bits.
  public mutating func writeVarUInt(_ value: UInt64) {
    var rest = value
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Writes a signed number whose sign −0 keeps.
  mutating func writeVarInt(magnitude: UInt64, isNegative: Bool) {
    let sign: UInt8 = isNegative ? 0x40 : 0
    var rest = magnitude >> 6
    let low = UInt8(truncatingIfNeeded: magnitude & 0x3f)
    bytes.append((rest > 0 ? 0x80 : 0) | sign | low)
    while rest > 0 {
      bytes.append((rest > 0x7f ? 0x80 : 0) | UInt8(truncatingIfNeeded: rest & 0x7f))
      rest >>= 7
    }
  }

  /// Writes a length and as many bytes.
  ///
  /// - Parameter array: The bytes.
  public mutating func writeByteArray(_ array: [UInt8]) {
    writeVarUInt(UInt64(array.count))
    bytes.append(contentsOf: array)
  }

  /// Writes a length and as many bytes of UTF-8.
  ///
  /// - Parameter string: The string.
  public mutating func writeString(_ string: String) {
    writeByteArray([UInt8](string.utf8))
  }
}
