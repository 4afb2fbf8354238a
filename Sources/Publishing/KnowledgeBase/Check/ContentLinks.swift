// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The links of a page to files beside it.
enum ContentLinks {
  /// What links and images lead to, but for addresses elsewhere and places in the page itself.
  ///
  /// - Parameter html: By cmark-gfm.
  /// - Returns: The targets, each once.
  static func targets(in html: String) -> [String] {
    var targets: [String] = []
    var known: Set<Substring> = []
    for beginning in ["<a href=\"", "<img src=\""] {
      var rest = html[...]
      while let start = rest.firstRange(of: beginning) {
        let target = rest[start.upperBound...].prefix { $0 != "\"" }
        rest = rest[target.endIndex...]
        let isElsewhere = target.hasPrefix("#") || target.prefix { $0 != "/" }.contains(":")
        if !isElsewhere, known.insert(target).inserted { targets.append(String(target)) }
      }
    }
    return targets
  }

  /// The file that a target is, as a path in the folder; nil for one outside of it.
  ///
  /// - Parameters:
  ///   - target: Relative, as HTML has it.
  ///   - place: The path of the file that the link stands in.
  /// - Returns: The path.
  static func file(_ target: String, from place: String) -> String? {
    let path = target.replacing("&amp;", with: "&").prefix { $0 != "#" && $0 != "?" }
    guard let decoded = String(path).removingPercentEncoding, !decoded.hasPrefix("/") else {
      return nil
    }
    var words = place.split(separator: "/").dropLast().map(String.init)
    for word in decoded.split(separator: "/") {
      switch word {
      case ".": continue
      case "..": if words.popLast() == nil { return nil }
      default: words.append(String(word))
      }
    }
    return words.joined(separator: "/")
  }
}
