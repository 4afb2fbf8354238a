// SPDX-License-Identifier: Apache-2.0

/// Writes numbers as JavaScript does.
///
/// Source: ECMA-262, `Number::toString`.
enum NumberText {
  /// A number in JavaScript's shortest decimal form that reads back to the same number.
  static func text(of number: Double) -> [UInt8] {
    if number.isNaN { return Array("NaN".utf8) }
    if number == 0 { return [UInt8(ascii: "0")] }
    var text: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    guard number.isFinite else { return text + Array("Infinity".utf8) }
    let decimal = Decimal(number.magnitude)
    decimal.write(to: &text)
    return text
  }

  /// A positive number as 0.d₁d₂d₃… × 10 to a power; d₁ and the last digit are not 0.
  private struct Decimal {
    var digits: [UInt8] = []
    var exponent = 0

    /// Takes Swift's description apart, which has the same digits in another form.
    init(_ number: Double) {
      var isBehindPoint = false
      var power = 0
      var text = Array("\(number)".utf8)[...]
      if let mark = text.firstIndex(of: UInt8(ascii: "e")) {
        for byte in text[(mark + 1)...] where byte >= UInt8(ascii: "0") {
          power = power * 10 + Int(byte - UInt8(ascii: "0"))
        }
        if text[mark + 1] == UInt8(ascii: "-") { power = -power }
        text = text[..<mark]
      }
      for byte in text {
        if byte == UInt8(ascii: ".") {
          isBehindPoint = true
        } else if digits.isEmpty, byte == UInt8(ascii: "0") {
          if isBehindPoint { exponent -= 1 }
        } else {
          digits.append(byte)
          if !isBehindPoint { exponent += 1 }
        }
      }
      while digits.last == UInt8(ascii: "0") { digits.removeLast() }
      exponent += power
    }

    func write(to text: inout [UInt8]) {
      let zero = UInt8(ascii: "0")
      let point = UInt8(ascii: ".")
      switch exponent {
      case digits.count...21:
        text += digits
        text += repeatElement(zero, count: exponent - digits.count)
      case 1...21:
        text += digits[..<exponent]
        text.append(point)
        text += digits[exponent...]
      case -5...0:
        text += [zero, point]
        text += repeatElement(zero, count: -exponent)
        text += digits
      default:
        text.append(digits[0])
        if digits.count > 1 {
          text.append(point)
          text += digits[1...]
        }
        text += exponent > 0 ? "e+\(exponent - 1)".utf8 : "e\(exponent - 1)".utf8
      }
    }
  }
}
