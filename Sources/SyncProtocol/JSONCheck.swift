// SPDX-License-Identifier: Apache-2.0

/// Says whether bytes are one JSON text, without building it and without recursion.
///
/// Source: [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259). Strings must be UTF-8.
struct JSONCheck {
  private let bytes: [UInt8]
  private var offset = 0
  /// For each open bracket whether it is an object's.
  private var open: [Bool] = []

  /// Checks a JSON text.
  ///
  /// - Parameters:
  ///   - bytes: The whole text.
  ///   - maximumDepth: How many brackets may be open at once.
  /// - Returns: Whether it is well-formed and no deeper.
  /// - Complexity: O(*n*) in bytes.
  static func accepts(_ bytes: [UInt8], maximumDepth: Int) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var check = JSONCheck(bytes: bytes)
    return check.run(maximumDepth: maximumDepth)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func run(maximumDepth: Int) -> Bool {
    while true {
      // Here a value must begin.
      skipSpace()
      switch peek {
      case UInt8(ascii: "{")?, UInt8(ascii: "[")?:
        let isObject = peek == UInt8(ascii: "{")
        guard open.count < maximumDepth else { return false }
        offset += 1
        skipSpace()
        if take(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) { break }
        open.append(isObject)
        guard !isObject || takeKey() else { return false }
        continue
      default:
        guard takeScalar() else { return false }
      }
      // Here a value has ended: brackets close, or a comma asks for the next value.
      while true {
        skipSpace()
        guard let isObject = open.last else { return offset == bytes.count }
        guard take(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          guard take(UInt8(ascii: ",")), !isObject || takeKey() else { return false }
          break
        }
        open.removeLast()
      }
    }
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private mutating func takeKey() -> Bool {
    skipSpace()
    guard takeString() else { return false }
    skipSpace()
    return take(UInt8(ascii: ":"))
  }

  private mutating func takeScalar() -> Bool {
    switch peek {
    case UInt8(ascii: "\"")?: takeString()
    case UInt8(ascii: "t")?: take("true")
    case UInt8(ascii: "f")?: take("false")
    case UInt8(ascii: "n")?: take("null")
    default: takeNumber()
    }
  }

  private mutating func take(_ word: String) -> Bool {
    guard bytes[offset...].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  private mutating func takeString() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    while let byte = peek {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard takeEscape() else { return false }
      case ..<0x20: return false
      default: break
      }
    }
    return false
  }

  private mutating func takeEscape() -> Bool {
    guard let byte = peek else { return false }
    offset += 1
    guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
    for _ in 0..<4 {
      guard let digit = peek, Character(Unicode.Scalar(digit)).isHexDigit else { return false }
      offset += 1
    }
    return true
  }

  private mutating func takeNumber() -> Bool {
    _ = take(UInt8(ascii: "-"))
    let leadingZero = take(UInt8(ascii: "0"))
    guard leadingZero || takeDigits() else { return false }
    if take(UInt8(ascii: ".")) {
      guard takeDigits() else { return false }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      guard takeDigits() else { return false }
    }
    return true
  }

  private mutating func takeDigits() -> Bool {
    let start = offset
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
    return offset > start
  }
}
