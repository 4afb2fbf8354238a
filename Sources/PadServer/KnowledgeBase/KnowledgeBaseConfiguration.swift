// SPDX-License-Identifier: Apache-2.0

/// Where a server builds its knowledge base, and what it is called.
public struct KnowledgeBaseConfiguration: Sendable {
  /// The folder; its part `site` is served.
  public var folder: String
  /// What it is called; nil for what it is called by default.
  public var title: String?
  /// Who is told what is published and withdrawn; nil for nobody.
  public var webhook: Webhook?

  /// Names a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - title: What the knowledge base is called.
  public init(folder: String, title: String? = nil) {
    self.folder = folder
    self.title = title
  }
}
