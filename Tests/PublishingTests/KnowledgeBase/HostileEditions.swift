// SPDX-License-Identifier: Apache-2.0

import Pads
import Foundation
import Publishing
import TestSupport

/// Editions whose titles, names, descriptions and texts mean no good, by a seed.
struct HostileEditions {
  private var random: SeededGenerator
  /// The editions.
  private(set) var editions = SampleEditions()
  /// The titles by address.
  private(set) var titles: [String: String] = [:]

  private static let image = String(repeating: "0f", count: 32) + ".png"

  private static let names = [
    "../../../etc/passwd", "..", ".", "/", "C:\\x", "con", "COM1", "nul.txt", "index", "INDEX",
    "a/b", "",
    " ", "\u{0}", "a\u{0}b", "\u{1B}[31mx", "\u{202E}fdp.exe", "é", "e\u{301}", "É", "Straße",
    "STRASSE",
    "---", "***", "!!!", "😀", "👩‍👩‍👧", "\u{200B}", "\u{FEFF}", "\u{FFFE}", "\u{2028}x", "a\nb: c",
    "a: b", "- a", "# a", "&a", "*a", "!a", "%a", "@a", "`a`", "{a: b}", "[a, b]", "? a", "| a",
    "> a",
    "\"a\"", "'a'", "a # b", "a\u{85}b", "yes", "null", "~", "2024-02-31", "2024-01-01", "1e5",
    "0x1F", "=",
    "<<", "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "]]>", "<!--",
    "&lt;&amp;",
    "{{< figure src=\"https://e.x/y\" >}}", "{{% x %}}", "{{ .Site }}", "[x](javascript:alert(1))",
    "![x](https://e.x/y)", "[[x]]", "%%x%%", "$x$", "==x==", "#tag", "`", "```", "\\", "\\\"",
    "https://e.x/",
    "日本語", "हिन्दी", "العربية", "ſ", "K", "İ", "ı", "ﬁ", "𝔘𝔫𝔦", "x.md", "x.md#y", "x?y", "x%2F..%2Fy",
    String(repeating: "a", count: 10_000), String(repeating: "é/", count: 3_000),
    String(repeating: "[", count: 5_000), String(repeating: "\u{301}", count: 2_000),
  ]

  private static let texts = [
    "<script>alert(1)</script>\n\n<img src=https://e.x/y onerror=alert(1)>", "![x](https://e.x/y)",
    "[x](javascript:alert(1)) <javascript:alert(1)> [y]\n\n[y]: javascript:alert(1)\n",
    "---\ntitle: x\n---\n", "{{< figure src=\"https://e.x/y\" >}}\n\n```\n{{< x >}}\n",
    "```\n<script>\n", "- ```\n<script>alert(1)</script>",
    "![x](/images/../../x.png) [a](../../../x.md)",
    "![x](/images/\(image)) <iframe src=\"https://e.x\">",
    "| a |\n|-|\n| <svg onload=alert(1)> |\n",
    "# x {onclick=\"alert(1)\"}\n\n{: onclick=alert(1) }\n", "[TOC]\n\n*[x]: y\n",
    "<!--\n\n![x](https://e.x/y)",
    "<div markdown=1>\n![x](https://e.x/y)\n</div>", "&#60;script&#62; &lt;b&gt;",
    "\u{0}!\u{2}[x](https://e.x/y)",
    "[^1]: ![x](https://e.x/y)\n\nx[^1]\n\n    <b>\n", "x\n: ![x](https://e.x/y)\n",
    "$$\n<b>\n$$\n%%\n",
    String(repeating: "> ", count: 500) + "x", String(repeating: "- ", count: 200) + "x",
    String(repeating: "[", count: 3_000), String(repeating: "*a ", count: 1_000),
    "`\n<script>alert(1)</script>\n`", "\u{FEFF}---\nx: y\n---\n", "\r<b>\r\n![x](https://e.x/y)\r",
    "",
    "[a]: /images/\(image)\n[a]: https://e.x/y\n\n![a] ![a][] ![b][a]\n",
    "<https://e.x/`> ![x](https://e.x/y) `",
  ]

  /// Makes some.
  init(seed: Int) {
    random = SeededGenerator(seed: UInt64(seed))
    editions.images = [Self.image: [1, 2, 3]]
    for number in 0..<Int.random(in: 2...6, using: &random) {
      let title = name()
      var address = Slug.of(title)
      if titles[address] != nil { address += "-\(number)" }
      titles[address] = title
      for edition in 1...Int.random(in: 1...2, using: &random) {
        editions.add(
          address,
          number: edition,
          title: title,
          text: text(),
          meta: meta(title),
          contributors: contributors(),
          day: edition
        )
      }
    }
  }

  private mutating func name() -> String {
    let name = Self.names.randomElement(using: &random) ?? ""
    guard Bool.random(using: &random) else { return name }
    return name + (Self.names.randomElement(using: &random) ?? "")
  }

  private mutating func text() -> String {
    (0..<Int.random(in: 1...4, using: &random))
      .map { _ in Self.texts.randomElement(using: &random) ?? "" }
      .joined(separator: Bool.random(using: &random) ? "\n\n" : "\n")
  }

  private mutating func contributors() -> String {
    json([
      ["kind": name(), "name": name(), "length": 5], ["kind": "guest", "length": 1e300], name(),
    ])
  }

  private mutating func meta(_ title: String) -> String {
    var meta: [String: Any] = ["title": title]
    for field in ["language", "date", "licence", "description", "place", name(), "url", "layout"]
    where Bool.random(using: &random) {
      meta[field] = name()
    }
    let fields = [
      "people", "places", "events", "concepts", "relations", "tags", "signers", "aliases",
    ]
    for field in fields {
      meta[field] = (0..<Int.random(in: 0...3, using: &random)).map { _ in entry() }
    }
    if Bool.random(using: &random) { meta["deep"] = nested(60) }
    return json(meta)
  }

  private mutating func entry() -> Any {
    guard Bool.random(using: &random) else { return name() }
    return [
      "name": name(), "kind": "organisation", "roles": [name()], "latitude": 91.0,
      "longitude": -4.5,
      "date": name(), "end": name(), "place": name(), "title": name(), "target": name(),
      "type": "cites",
      name(): nested(3),
    ] as [String: Any]
  }

  private mutating func nested(_ depth: Int) -> Any {
    depth == 0 ? name() : [name(): [nested(depth - 1)]]
  }

  private func json(_ value: Any) -> String {
    let data = try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
