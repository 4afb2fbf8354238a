// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The links of a text: on a page that stands alone only some of them lead anywhere.
enum SiteTextLinks {
  /// The HTML with links to the web, to mail, to places in the text and to other published texts; of others only their words stay.
  ///
  /// - Parameters:
  ///   - html: By cmark-gfm and repaired: no link stands in another.
  ///   - text: The address of a published text by its own; nil for none.
  /// - Returns: The HTML.
  static func led(_ html: String, text: (Substring) -> String?) -> String {
    let identifiers = Set(html.matches(of: /\sid="([^"]*)"/).map { String($0.1) })
    var led = ""
    for (number, part) in html.components(separatedBy: "<a ").enumerated() {
      guard number > 0, part.hasPrefix("href=\""), let end = part.firstIndex(of: ">"),
        let close = part.firstRange(of: "</a>")
      else {
        led += number > 0 ? "<a \(part)" : part
        continue
      }
      let address = part.dropFirst(6).prefix { $0 != "\"" }
      if let kept = kept(address, identifiers, text) {
        led +=
          "<a href=\"\(kept)\"" + part[part.index(part.startIndex, offsetBy: 7 + address.count)...]
      } else {
        led +=
          "<span class=\"unlinked\">" + part[part.index(after: end)..<close.lowerBound] + "</span>"
        led += part[close.upperBound...]
      }
    }
    return led
  }

  private static func kept(
    _ address: Substring,
    _ identifiers: Set<String>,
    _ text: (Substring) -> String?
  ) -> String? {
    if address.hasPrefix("#") {
      return identifiers.contains(String(address.dropFirst())) ? String(address) : nil
    }
    if let texts = address.firstRange(of: "/texts/") {
      let named = address[texts.upperBound...].prefix { !"/#?".contains($0) }
      if let other = text(named) { return HTMLFormat.escaped(other) }
    }
    let isFurther = ["http://", "https://", "mailto:", "tel:"].contains { sign in
      address.lowercased().hasPrefix(sign)
    }
    return isFurther ? String(address) : nil
  }
}
