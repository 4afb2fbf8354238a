// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT
import WebServer

/// Versions of a pad, and bringing a moment back.
struct VersionRoutes: Sendable {
  let visitors: Visitors
  let addresses: Addresses
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }
  private var guests: GuestCookies { visitors.guests }

  var routes: [Route] {
    [name, list, rename, remove, restoreVersion, restoreMoment, undo, copy]
  }

  private static let nameMember = Schema.Member(
    name: "name",
    schema: .text(maximumBytes: 1_024),
    isRequired: true
  )

  private var name: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/versions",
      operation: Operation(
        summary: "Names a moment of a pad, the present one unless said",
        body: .json(
          .object([Self.nameMember, .init(name: "at", schema: .text(maximumBytes: 40))])
        ),
        success: (201, .json(HistoryShape.version)),
        problems: [400, 403, 404, 409, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        guard let moment = Moment(request.json["at"]?.text ?? "now") else {
          throw .invalidParameter("at")
        }
        let version = try await visit.naming { () throws(PadError) in
          try await pads.nameVersion(
            at: moment,
            of: visit.pad,
            request.json["name"]?.text ?? "",
            by: guests.identity(of: request.head)
          )
        }
        return .json(HistoryShape.json(of: version), status: 201)
      }
    )
  }

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/versions",
      operation: Operation(
        summary: "The versions of a pad, named ones and those at which people rested",
        success: (200, .json(HistoryShape.versions)),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let found = try await visit.naming { () throws(PadError) in
          try await pads.timeline(of: visit.pad, for: guests.identity(of: request.head))
        }
        return .json([
          "versions": .array(found.versions.map(HistoryShape.json(of:))),
          "persons": HistoryShape.json(of: found.persons),
        ])
      }
    )
  }

  private var rename: Route {
    Route(
      method: "PATCH",
      path: "/api/v1/pads/{pad}/versions/{version}",
      operation: Operation(
        summary: "Gives a version another name: for who named it, or the owner",
        body: .json(.object([Self.nameMember])),
        success: (200, .json(HistoryShape.version)),
        problems: [400, 403, 404, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let version = try await visit.naming { () throws(PadError) in
          try await pads.renameVersion(
            request.parameters["version"] ?? "",
            of: visit.pad,
            to: request.json["name"]?.text ?? "",
            by: guests.identity(of: request.head)
          )
        }
        return .json(HistoryShape.json(of: version))
      }
    )
  }

  private var remove: Route {
    Route(
      method: "DELETE",
      path: "/api/v1/pads/{pad}/versions/{version}",
      operation: Operation(
        summary: "Removes a version's name: for who named it, or the owner",
        success: (204, .none),
        problems: [403, 404, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        try await visit.naming { () throws(PadError) in
          try await pads.removeVersion(
            request.parameters["version"] ?? "",
            of: visit.pad,
            by: guests.identity(of: request.head)
          )
        }
        return HTTPResponse(status: 204, headers: [:])
      }
    )
  }

  private var restoreVersion: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/versions/{version}/restore",
      operation: Operation(
        summary: "Makes the pad read as a version, as a minimal edit that open editors see live",
        success: (200, .json(HistoryShape.done)),
        problems: [403, 404, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let sequence = try await visit.naming { () throws(PadError) in
          let moment = try await pads.moment(
            ofVersion: request.parameters["version"] ?? "",
            of: visit.pad
          )
          return try await pads.restoreText(
            at: moment,
            of: visit.pad,
            by: guests.identity(of: request.head)
          )
        }
        return .json(["sequence": .integer(Int(sequence))])
      }
    )
  }

  private var restoreMoment: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/history/{at}/restore",
      operation: Operation(
        summary: "Makes the pad read as it did at a moment, as a minimal edit",
        success: (200, .json(HistoryShape.done)),
        problems: [403, 404, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let moment = try request.moment
        let sequence = try await visit.naming { () throws(PadError) in
          try await pads.restoreText(
            at: moment,
            of: visit.pad,
            by: guests.identity(of: request.head)
          )
        }
        return .json(["sequence": .integer(Int(sequence))])
      }
    )
  }

  private var undo: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/history/{at}/undo",
      operation: Operation(
        summary: "Takes back the restore that a log entry holds; all else stays as it is",
        success: (200, .json(HistoryShape.done)),
        problems: [403, 404, 409, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        guard case .sequence(let restored) = try request.moment else {
          throw .invalidParameter("at")
        }
        let sequence = try await visit.naming { () throws(PadError) in
          try await pads.undoRestore(
            restored,
            of: visit.pad,
            by: guests.identity(of: request.head)
          )
        }
        return .json(["sequence": .integer(Int(sequence))])
      }
    )
  }

  private var copy: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/history/{at}/copy",
      operation: Operation(
        summary: "Starts a pad with the text another one had at a moment",
        body: .json(
          .object([
            .init(name: "name", schema: .text(maximumBytes: 128)),
            .init(name: "title", schema: .text(maximumBytes: MetaChanges.maximumFieldBytes)),
          ])
        ),
        success: (201, .json(PadShape.pad)),
        problems: [400, 403, 404, 409, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let moment = try request.moment
        let owner = guests.owner(for: request.head)
        guard pads.openness.opens(to: owner ?? .anonymous) else { throw .startingClosed }
        let name = try request.json["name"]?.text.map(PadName.init(checking:))
        let title = request.json["title"].map { ["title": $0] } ?? [:]
        let metadata = try await visit.naming { () throws(PadError) in
          try await pads.copy(
            visit.pad,
            at: moment,
            to: name,
            meta: try MetaChanges(title.mapValues(\.crdtValue)),
            by: owner ?? .anonymous
          )
        }
        return PadRoutes.started(metadata, by: owner, guests, addresses, request.head)
      }
    )
  }
}
