// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing
import Testing

extension SampleEditions {
  /// What is published, put together.
  func base() async throws -> KnowledgeBase {
    let publications = try await publications()
    var cards: [EditionCard] = []
    for publication in publications where publication.withdrawn == nil {
      let contents = try await contents(of: publication, [.metadata, .contributors])
      cards.append(try #require(EditionCard(contents, publication)))
    }
    return KnowledgeBase(cards, withdrawn: publications.filter { $0.withdrawn != nil })
  }
}
