// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the site takes from the built page: style, scripts, and the outlines of countries.
struct SiteAssets {
  private static let names = [
    "site.css", "choose.js", "map.js", "search.js", "icon.svg", "licences.txt",
  ]

  private let directory: String

  /// - Parameter directory: Where the built page is.
  init(_ directory: String) { self.directory = "\(directory)/kb" }

  func write(_ group: String, into folder: inout KnowledgeBaseFolder) throws(KnowledgeBaseError) {
    for name in Self.names {
      try folder.write(try read(name), at: "site/assets/\(name)", in: group)
    }
    // A page from the disk may load scripts, but read no files.
    let outlines = Array("kbOutlines=".utf8) + (try read("outlines.json"))
    try folder.write(outlines, at: "site/assets/outlines.js", in: group)
  }

  func outlines() throws(KnowledgeBaseError) -> Outlines {
    let place = "\(directory)/outlines.json"
    guard let outlines = Outlines(try read("outlines.json")) else {
      throw .file(place, reason: "not what web/build writes")
    }
    return outlines
  }

  private func read(_ name: String) throws(KnowledgeBaseError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: "\(directory)/\(name)") else {
      throw .file("\(directory)/\(name)", reason: "run web/build")
    }
    return Array(data)
  }
}
