// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing

/// What a server's knowledge base holds, and how its builds went.
struct KnowledgeBaseReport: Sendable {
  /// How many builds were done.
  var buildCount = 0
  /// How many of them failed.
  var failureCount = 0
  /// Whether the last one failed, or left out what cannot be read.
  var isFailing = false
  /// When the last one ended that did not fail, in milliseconds since 1970.
  var built: Int64?
  /// How many texts are published.
  var textCount = 0
  /// How many editions of them.
  var editionCount = 0
  /// What they name.
  var entities = PublishedEntities()
  /// What harvesters are told; nil before the first build.
  var catalog: HarvestCatalog?

  /// Notes a build; one that left out what cannot be read counts as failed, too.
  mutating func note(_ base: KnowledgeBase, isWhole: Bool, at time: Int64) {
    buildCount += 1
    isFailing = !isWhole
    if !isWhole { failureCount += 1 }
    built = time
    textCount = base.texts.count
    editionCount = base.texts.reduce(0) { $0 + $1.editions.count }
    entities = PublishedEntities(base.entities)
    catalog = HarvestCatalog(base)
  }

  mutating func noteFailure() {
    buildCount += 1
    failureCount += 1
    isFailing = true
  }
}
