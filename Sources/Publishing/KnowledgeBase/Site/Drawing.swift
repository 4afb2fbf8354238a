// SPDX-License-Identifier: Apache-2.0

/// What drawings have in common.
enum Drawing {
  /// A number with at most one digit behind the point, always written alike.
  static func number(_ value: Double) -> Markup {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    let sign = tenths < 0 ? "-" : ""
    return Markup(trusted: rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)")
  }

  /// A text in lines of at most so many letters; what does not fit in the lines ends in `…`.
  static func lines(_ text: String, letters: Int, lines count: Int) -> [String] {
    var lines: [String] = [""]
    for word in text.split(whereSeparator: \.isWhitespace) {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + word.count < letters {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    var shown = lines.prefix(count).map { $0.count > letters ? $0.prefix(letters - 1) + "…" : $0 }
    if lines.count > count, let last = shown.popLast() {
      shown.append(last.hasSuffix("…") ? last : last.prefix(letters - 1) + "…")
    }
    return shown
  }
}
