// SPDX-License-Identifier: Apache-2.0

import Logging
import Pads
import Publishing

/// Tells a webhook what is published and withdrawn, each once, and later what it did not take.
///
/// What it was told is written down, so that nothing is lost while the server or the other one is away.
struct NewsCourier: Sendable {
  private static let delays: ClosedRange<Duration> = .seconds(2) ... .seconds(3_600)

  let pads: PadHouse
  let source: ServerEditions
  let webhook: Webhook
  let settings: KnowledgeBaseSettings
  let logger: Logger

  /// Tells what there is and what comes, until the task is cancelled or the pads are shut down.
  func run() async {
    await pads.whenPublicationsChange(tryingAgainAfter: Self.delays) { await tellAll() }
  }

  /// Tells what was not told yet; returns whether nothing is left.
  private func tellAll() async -> Bool {
    let home = ToldNews.homeName(webhook.url)
    do throws(PadError) {
      let told = ToldNews(try await pads.toldNews(of: home))
      var isDone = true
      for publication in told.news(in: try await pads.publications()) {
        guard !Task.isCancelled else { return false }
        guard let news = await news(of: publication) else {
          isDone = false
          continue
        }
        do throws(Webhook.Failure) {
          try await webhook.tell(news)
        } catch {
          // What comes after it waits, so that everything is told in its order.
          logger.warning("the webhook did not take news", metadata: ["error": "\(error)"])
          return false
        }
        let state = publication.withdrawn == nil ? ToldNews.state(publication) : nil
        try await pads.noteTold(ToldNews.name(publication), state, to: home)
      }
      return isDone
    } catch {
      logger.error("what was published cannot be told", metadata: ["error": "\(error)"])
      return false
    }
  }

  /// The news of an edition; nil when it cannot be read now.
  private func news(of publication: PublishedEdition) async -> EditionNews? {
    do throws(KnowledgeBaseError) {
      return try await EditionNews.of(publication, in: source, settings)
    } catch {
      logger.warning("a published edition cannot be read", metadata: ["error": "\(error)"])
      return nil
    }
  }
}
