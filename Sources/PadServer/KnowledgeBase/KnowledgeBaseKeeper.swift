// SPDX-License-Identifier: Apache-2.0

import Logging
import Pads
import Publishing
import Storage
import Synchronization

/// Builds the knowledge base of a server whenever what is published changes, one build at a time.
///
/// What changes during a build is in the next one, however much it is. A build that fails is tried again,
/// later each time, and at once when something changes.
actor KnowledgeBaseKeeper {
  private static let firstDelay: Duration = .seconds(5)
  private static let longestDelay: Duration = .seconds(300)

  /// What it is called, and where it is.
  nonisolated let settings: KnowledgeBaseSettings
  /// Its pages.
  nonisolated let site: FolderFiles
  private nonisolated let current = Mutex(KnowledgeBaseReport())
  private let pads: PadHouse
  private let folder: String
  private let source: ServerEditions
  private let builder: KnowledgeBaseBuilder
  private let logger: Logger

  init(
    _ pads: PadHouse,
    _ images: ImageShelf,
    _ knowledgeBase: KnowledgeBaseConfiguration,
    _ configuration: PadServerConfiguration,
    logger: Logger
  ) {
    self.pads = pads
    self.logger = logger
    folder = knowledgeBase.folder
    site = FolderFiles(root: knowledgeBase.folder + "/site")
    var settings = KnowledgeBaseSettings()
    if let title = knowledgeBase.title { settings.title = title }
    settings.url = configuration.publicURL.map { $0 + "/kb" }
    // Without what renders there are no pages, and without the built page nothing they are made with.
    let renderer =
      configuration.renderCommand.isEmpty
      ? nil : BoundedRenderer(command: configuration.renderCommand)
    settings.webDirectory = renderer == nil ? nil : configuration.webDirectory
    self.settings = settings
    source = ServerEditions(pads: pads, images: images)
    builder = KnowledgeBaseBuilder(source, settings: settings, renderer: renderer)
  }

  /// What it holds, and how builds went.
  nonisolated var report: KnowledgeBaseReport { current.withLock { $0 } }

  /// Who tells a webhook what is published; nil without one.
  nonisolated func courier(to webhook: Webhook?) -> NewsCourier? {
    webhook.map { webhook in
      NewsCourier(pads: pads, source: source, webhook: webhook, settings: settings, logger: logger)
    }
  }

  /// Builds now and after each change, until the task is cancelled or the pads are shut down.
  func run() async {
    await pads.whenPublicationsChange(
      tryingAgainAfter: Self.firstDelay...Self.longestDelay
    ) { await self.build() }
  }

  /// Builds once; tells whether it was done.
  private func build() async -> Bool {
    do throws(KnowledgeBaseError) {
      // What somebody changed in the server's own folder is not what is published.
      var folder = try KnowledgeBaseFolder(folder, overwriting: true)
      let base = try await builder.read()
      let changes = try await builder.build(base, into: &folder)
      let isWhole = changes.unreadable.isEmpty
      current.withLock { $0.note(base, isWhole: isWhole, at: DataFolder.systemTime()) }
      guard isWhole else {
        logger.error(
          "published editions cannot be read",
          metadata: ["editions": "\(changes.unreadable.joined(separator: ", "))"]
        )
        return false
      }
      logger.info(
        "the knowledge base was built",
        metadata: ["written": "\(changes.written.count)", "removed": "\(changes.removed.count)"]
      )
      return true
    } catch {
      // Who stops the server does not wait for a build.
      guard !Task.isCancelled else { return false }
      current.withLock { $0.noteFailure() }
      logger.error("the knowledge base could not be built", metadata: ["error": "\(error)"])
      return false
    }
  }
}
