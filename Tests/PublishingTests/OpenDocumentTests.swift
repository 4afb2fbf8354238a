// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Publishing

@Suite("XML")
struct XMLScannerTests {
  private static func events(_ xml: String) throws -> [XMLScanner.Event] {
    var scanner = XMLScanner(Array(xml.utf8))
    var events: [XMLScanner.Event] = []
    while let event = try scanner.next() { events.append(event) }
    return events
  }

  @Test("is read as its elements and texts")
  func reads() throws {
    let xml =
      "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a b='1 &lt; 2' c:d=\"\"><!-- <z> --><e/>&#233;&#xe9;"
      + "<![CDATA[<&>]]></a>"
    #expect(
      try Self.events(xml) == [
        .start(name: "a", attributes: ["b": "1 < 2", "c:d": ""]),
        .start(name: "e", attributes: [:]),
        .end(name: "e"), .text("éé"), .text("<&>"), .end(name: "a"),
      ]
    )
  }

  @Test(
    "that is none is refused",
    arguments: [
      "<a", "<a b>", "<a b=c>", "<a b=\"c", "<!--", "<![CDATA[", "&x;", "&amp", "<>", "<!DOCTYPE",
      "&#xD800;",
    ]
  )
  func refuses(xml: String) {
    #expect(throws: XMLScanner.Fault.self) { try Self.events(xml) }
  }
}

@Suite("Archives")
struct ZipDirectoryTests {
  @Test("that are none are refused", arguments: [0, 10, 22, 100])
  func refuses(count: Int) {
    #expect(throws: FormatError.unreadable) {
      try ZipDirectory([UInt8](repeating: 0x50, count: count))
    }
  }
}
