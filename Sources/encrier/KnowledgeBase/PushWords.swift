// SPDX-License-Identifier: Apache-2.0

import PadServer
import Publishing

/// What is said of a knowledge base that was brought elsewhere, or would be.
enum PushWords {
  static func tell(_ push: GitHome.Push, isDry: Bool) {
    for place in push.conflicts {
      say("le leur est gardé à côté du nôtre", "theirs stays beside ours", place)
    }
    for place in push.unplaced {
      say(
        "reste dans le dépôt, pas dans le dossier",
        "stays in the repository, not in the folder",
        place
      )
    }
    for tag in push.otherTags {
      say("étiquette déjà prise là-bas", "a tag that is another there", tag)
    }
    let (commits, merged) = (push.commits.count, push.mergedCount)
    end(
      "Commits : \(commits), étiquettes : \(push.tags.count), commits d'autres fusionnés : \(merged).",
      "Commits: \(commits), tags: \(push.tags.count), merged commits of others: \(merged).",
      isDry
    )
  }

  static func tell(_ changes: FolderHome.Changes, isDry: Bool) {
    for place in changes.others {
      say("fait ou changé par d'autres, laissé tel quel", "made or changed by others, left", place)
    }
    let counts = (changes.written.count, changes.removed.count, changes.kept)
    end(
      "Écrits : \(counts.0), retirés : \(counts.1), inchangés : \(counts.2).",
      "Written: \(counts.0), removed: \(counts.1), unchanged: \(counts.2).",
      isDry
    )
  }

  static func tell(count: Int, isDry: Bool) {
    end("Annoncés : \(count).", "Told: \(count).", isDry)
  }

  private static func say(_ french: String, _ english: String, _ name: String) {
    let words = Sentence(french: french, english: english).text
    print("! \(CheckWords.shown(name)): \(words)")
  }

  private static func end(_ french: String, _ english: String, _ isDry: Bool) {
    print(
      Sentence(
        french: isDry ? "Rien n'est changé. \(french)" : french,
        english: isDry ? "Nothing is changed. \(english)" : english
      ).text
    )
  }
}

extension CommandFailure {
  /// Why news was not taken.
  init(_ failure: Webhook.Failure) {
    switch failure {
    case .unfitAddress:
      self.init(
        french: "Cette adresse ne peut pas être appelée.",
        english: "That address cannot be asked."
      )
    case .privateAddress:
      self.init(
        french: "L'adresse est sur cette machine ou un réseau privé ; --allow-private le permet.",
        english: "The address is on this machine or a private network; --allow-private allows it."
      )
    case .refused(let status):
      self.init(
        french: "L'adresse a répondu \(status) ; la suite reste à annoncer.",
        english: "The address answered \(status); the rest is still to be told."
      )
    case .unanswered:
      self.init(
        french: "L'adresse ne répond pas ; la suite reste à annoncer.",
        english: "The address does not answer; the rest is still to be told."
      )
    }
  }
}
