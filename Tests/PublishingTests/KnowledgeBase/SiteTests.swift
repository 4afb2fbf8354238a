// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing

@testable import Publishing

@Suite("A knowledge base's site")
struct SiteTests {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The rendering command as the server has it.
  static var renderer: BoundedRenderer? {
    [".build/debug/encrier", ".build/release/encrier"].map { "\(project)/\($0)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
      .map { BoundedRenderer(command: [$0, "render-markdown"]) }
  }

  static func build(_ editions: SampleEditions, in path: String) async throws
    -> KnowledgeBaseFolder.Changes
  {
    var settings = KnowledgeBaseSettings()
    settings.title = "Communs en partage"
    settings.url = "https://kb.example.org"
    settings.webDirectory = "\(project)/web/dist"
    var folder = try KnowledgeBaseFolder(path)
    return try await KnowledgeBaseBuilder(editions, settings: settings, renderer: renderer)
      .build(into: &folder)
  }

  @Test("is written to where one wants to look at it")
  func written() async throws {
    guard let path = ProcessInfo.processInfo.environment["ENCRIER_SITE"] else { return }
    let changes = try await Self.build(.madeUp(), in: path)
    print(changes.written.count)
  }
}
