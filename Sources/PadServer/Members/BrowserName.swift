// SPDX-License-Identifier: Apache-2.0

import WebServer

/// What a browser says it is, in two words: enough to know it again in a list, and nothing to tell one
/// person's from another's.
enum BrowserName {
  // The more particular first: most browsers also call themselves by the others' names.
  private static let browsers = [
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
  ]
  private static let systems = [
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
  ]

  /// What the browser is that sends a request.
  static func of(_ head: RequestHead) -> String? { of(agent: head.headers["user-agent"] ?? "") }

  /// - Returns: Such as `Firefox, Linux`; nil when it is none of those known.
  static func of(agent: String) -> String? {
    let names = [browsers, systems].compactMap { known in
      known.first { agent.contains($0.0) }?.1
    }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
