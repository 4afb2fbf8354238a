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
