// SPDX-License-Identifier: Apache-2.0

import Pads
import Storage
import WebServer

extension Problem {
  /// What the API says when something could not be done with a pad.
  init(_ error: PadError) {
    switch error {
    case .invalidName: self = .invalidPadName
    case .exists:
      self.init(status: 409, kind: "pad-exists", detail: "There is a pad of this name.")
    case .notFound:
      self.init(status: 404, kind: "no-such-pad", detail: "There is no pad of this name.")
    case .changed, .otherHistory:
      self.init(status: 412, kind: "pad-changed", detail: "The pad was changed meanwhile.")
    case .invalidMeta(let field):
      self.init(
        status: 400,
        kind: "invalid-metadata",
        detail: "\"\(field)\" is not known or cannot hold this."
      )
    case .textTooLarge:
      self.init(status: 413, kind: "text-too-large", detail: "The text is too long for a pad.")
    case .padImagesFull:
      self.init(
        status: 507,
        kind: "pad-images-full",
        detail: "The images of this pad take all the room there is for one pad."
      )
    case .imagesFull:
      self.init(
        status: 507,
        kind: "images-full",
        detail: "The images of all pads take all the room there is for them."
      )
    case .tooManySessions:
      self.init(status: 503, kind: "pad-full", detail: "Too many people are in this pad.")
    case .refused, .foreignItems, .notEditable, .violation:
      self.init(status: 422, kind: "edit-refused", detail: "The pad cannot hold this.")
    case .beyondRole, .unplaced:
      self.init(
        status: 403,
        kind: "beyond-role",
        detail: "Your role in this pad does not allow it."
      )
    case .accessEnded(let end): self.init(end)
    case .signedOut, .otherIdentity: self = .notSignedIn
    case .unfitLink:
      self.init(
        status: 400,
        kind: "unfit-link",
        detail: "A link has the role viewer, commenter or editor, and ends in the future."
      )
    case .unfitPassphrase:
      self.init(
        status: 400,
        kind: "unfit-passphrase",
        detail: "A passphrase has 1 to 256 bytes."
      )
    case .tooManyLinks:
      self.init(
        status: 409,
        kind: "too-many-links",
        detail: "This pad has as many links as a pad may have; end some first."
      )
    case .cannotSendAway:
      self.init(
        status: 409,
        kind: "cannot-send-away",
        detail: "The owner stays, and who brings neither an identity nor a link is not known again."
      )
    case .noSuchMoment:
      self.init(
        status: 404,
        kind: "no-such-moment",
        detail: "The history of this pad has no such moment."
      )
    case .momentsOutOfOrder:
      self.init(
        status: 400,
        kind: "moments-out-of-order",
        detail: "The second moment is before the first."
      )
    case .noSuchVersion:
      self.init(
        status: 404,
        kind: "no-such-version",
        detail: "This pad has no such version, or nobody named it."
      )
    case .unfitVersionName:
      self.init(
        status: 400,
        kind: "unfit-version-name",
        detail: "The name of a version has 1 to 200 bytes."
      )
    case .tooManyVersions:
      self.init(
        status: 409,
        kind: "too-many-versions",
        detail: "The pad has as many named versions as a pad may have; remove some."
      )
    case .notARestore:
      self.init(
        status: 409,
        kind: "not-a-restore",
        detail: "This is no restore, or it was taken back already."
      )
    case .searchBusy:
      self.init(
        status: 503,
        kind: "search-busy",
        detail: "Somebody is looking for another passage; try again in a few seconds.",
        headers: ["Retry-After": "5"]
      )
    case .unfitPassage:
      self.init(
        status: 400,
        kind: "unfit-passage",
        detail: "A passage to erase has 2 to 10,000 UTF-16 units and is not blank."
      )
    case .passageElsewhere:
      self.init(
        status: 409,
        kind: "passage-elsewhere",
        detail: "The passage also stands in the pad's title; change that first."
      )
    case .finished:
      self.init(
        status: 409,
        kind: "pad-finished",
        detail: "This pad is finished; its owner can begin the next edition."
      )
    case .notFinished:
      self.init(status: 409, kind: "not-finished", detail: "This pad is not finished.")
    case .untitled:
      self.init(
        status: 409,
        kind: "title-missing",
        detail: "A text is finished under a title: its own, or its first heading."
      )
    case .noSuchEdition:
      self.init(
        status: 404,
        kind: "no-such-edition",
        detail: "This pad has no such edition, or it was erased."
      )
    case .notPublished:
      self.init(
        status: 404,
        kind: "not-published",
        detail: "This edition is not published, and never was."
      )
    case .tooManyEditions:
      self.init(
        status: 409,
        kind: "too-many-editions",
        detail: "The pad has as many editions as a pad may have."
      )
    case .unfitEditionText:
      self.init(
        status: 400,
        kind: "unfit-edition-text",
        detail:
          "A note has at most 2,000 bytes, a name 200, something to see and nothing hidden; 500 sign at most."
      )
    case .tooManyGuesses:
      self.init(
        status: 429,
        kind: "too-many-guesses",
        detail: "Too many links or passphrases were tried; wait a minute.",
        headers: ["Retry-After": "60"]
      )
    case .passphrasesBusy:
      self.init(
        status: 503,
        kind: "passwords-busy",
        detail: "Too many passwords wait to be checked; this one was not. Try again soon.",
        headers: ["Retry-After": "5"]
      )
    case .sharingUnreadable:
      self.init(
        status: 500,
        kind: "storage-failed",
        detail: "The server could not read who may come into this pad."
      )
    case .storage(.full):
      self.init(
        status: 507,
        kind: "disk-full",
        detail: "The server's disk is full; nothing was changed."
      )
    case .storage(.damagedPad(let name, let part)):
      let address = "/api/v1/pads/\(name)/last-good"
      self.init(
        status: 500,
        kind: "pad-damaged",
        detail: "What is stored of this pad is damaged (\(part)), so it stays closed; "
          + "its last good state is at \(address).",
        headers: ["Link": "<\(address)>; rel=\"alternate\"; type=\"text/markdown\""],
        members: ["pad": .string(name), "lastGood": .string(address)]
      )
    case .storage:
      self.init(
        status: 500,
        kind: "storage-failed",
        detail: "The server could not read or write its data."
      )
    case .closing:
      self.init(
        status: 503,
        kind: "going-down",
        detail: "The server is going down; try again soon.",
        headers: ["Retry-After": "2"]
      )
    }
  }

  /// What is said to who may not be in a pad.
  init(_ end: AccessEnd) {
    let (status, kind, detail): (Int, String, String) =
      switch end {
      case .link: (404, kind: "no-such-link", "This link leads nowhere, or no longer.")
      case .passphrase: (401, kind: "passphrase-needed", "This link needs its passphrase.")
      case .sentAway: (403, kind: "sent-away", "The owner of this pad has sent you away.")
      case .closed: (403, kind: "not-open", "This pad is not open to everybody; ask for a link.")
      case .trashed:
        (410, kind: "pad-in-trash", "This pad is in the trash; its owner can restore it.")
      case .purged: (410, kind: "pad-purged", "This pad was deleted; nobody can restore it.")
      }
    self.init(status: status, kind: kind, detail: detail)
  }

  /// What is said when a parameter cannot be this.
  static func invalidParameter(_ name: String) -> Problem {
    Problem(
      status: 400,
      kind: "invalid-parameter",
      detail: "The parameter \"\(name)\" cannot be this."
    )
  }
}

/// Does something with pads and tells its failure as a problem.
func naming<Value: Sendable>(
  _ body: () async throws(PadError) -> Value
) async throws(Problem) -> Value {
  do {
    return try await body()
  } catch {
    throw Problem(error)
  }
}

extension Visit {
  /// A title for the visitor: a pad without one is called by its name, which is not everybody's.
  func shown(_ title: String?) -> String {
    guard let title, title != pad.rawValue else { return shownName }
    return title
  }

  /// Does something for the visitor; problems speak of the pad by the name the visitor knows.
  func naming<Value: Sendable>(
    _ body: () async throws(PadError) -> Value
  ) async throws(Problem) -> Value {
    do {
      return try await body()
    } catch .storage(.damagedPad(_, let part)) {
      throw Problem(PadError.storage(.damagedPad(name: shownName, part: part)))
    } catch {
      throw Problem(error)
    }
  }
}
