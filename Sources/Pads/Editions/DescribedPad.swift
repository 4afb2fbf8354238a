// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What a pad's metadata say of its text, and whether the text has a title.
struct DescribedPad: Sendable {
  /// The title shown.
  let title: String
  /// When the last update was committed, in milliseconds since 1970.
  let updated: Int64
  /// The members of the root `meta`.
  let meta: [Value.Member]
  /// What it lacks to be finished.
  let missing: [ChecklistItem]
}

extension Room {
  /// What the pad's metadata say; `nil` for a pad that does not exist yet.
  nonisolated func described() async throws(PadError) -> DescribedPad? {
    try await read { [name] document, facts in
      guard let updated = facts.updated else { return nil }
      let title =
        PadTitle.chosen(in: document)
        ?? PadTitle.firstHeading(in: document.text(PadRoots.content).string)
      let meta = EditionParts.members(of: document)
      return DescribedPad(
        title: title ?? name.rawValue,
        updated: updated,
        meta: meta,
        missing: ChecklistItem.missing(in: meta, hasTitle: title != nil)
      )
    }
  }
}
