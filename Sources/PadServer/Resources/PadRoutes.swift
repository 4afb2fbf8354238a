// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing
import TextCRDT
import WebServer

/// The pads as JSON.
struct PadRoutes: Sendable {
  let visitors: Visitors
  let addresses: Addresses
  let imports: Imports
  let maximumBodyBytes: Int
  let maximumTextBytes: Int

  private var pads: PadHouse { visitors.pads }
  private var guests: GuestCookies { visitors.guests }

  var routes: [Route] { [create, list, get, change] }

  private var create: Route {
    let members: [Schema.Member] = [
      .init(name: "name", schema: .text(maximumBytes: 128)),
      .init(name: "title", schema: .text(maximumBytes: MetaChanges.maximumFieldBytes)),
      .init(name: "text", schema: .text(maximumBytes: maximumTextBytes)),
    ]
    return Route(
      method: "POST",
      path: "/api/v1/pads",
      operation: Operation(
        summary: "Starts a pad, under a random name unless one is chosen, or of a file",
        parameters: [Imports.file],
        body: .jsonOrFile(.object(members), Imports.mediaTypes),
        success: (201, .json(PadShape.started)),
        problems: [403, 409, 413, 415, 422, 429, 501, 503, 507]
      ),
      // JSON may escape each byte of the text.
      maximumBodyBytes: max(maximumBodyBytes + 2 * maximumTextBytes, ImportFormat.maximumBytes),
      action: .respond { [pads, addresses, guests, imports] request throws(Problem) in
        let owner = guests.owner(for: request.head)
        guard pads.openness.opens(to: owner ?? .anonymous) else { throw .startingClosed }
        if let format = Imports.format(of: request) {
          return try await imports.start(of: request, as: format, by: owner)
        }
        let name = try request.json["name"]?.text.map(PadName.init(checking:))
        let title = request.json["title"].map { ["title": $0] } ?? [:]
        let metadata = try await naming { () throws(PadError) in
          try await pads.create(
            name,
            text: request.json["text"]?.text,
            meta: try MetaChanges(title.mapValues(\.crdtValue)),
            by: owner ?? .anonymous
          )
        }
        return Self.started(metadata, by: owner, guests, addresses, request.head)
      }
    )
  }

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads",
      operation: Operation(
        summary: "Lists the pads of who asks, by name; the public lists none",
        parameters: [
          .init(
            name: "query",
            description: "only pads whose name or title contains this, in any case",
            schema: .text(maximumBytes: 200)
          ),
          .init(
            name: "cursor",
            description: "the cursor of the previous answer, to go on after it",
            schema: .text(maximumBytes: 128)
          ),
          .init(name: "limit", description: "the most pads to list", schema: .integer(1...200)),
          .init(
            name: "trash",
            description: "1 for the pads in the trash instead, each with the moment it is purged",
            schema: .text(maximumBytes: 1)
          ),
        ],
        success: (200, .json(PadShape.list))
      ),
      action: .respond { [pads, guests, addresses] request throws(Problem) in
        let target = request.head.target
        let query = target.parameter("query") ?? ""
        guard query.utf8.count <= 200 else { throw .invalidParameter("query") }
        guard let limit = target.parameter("limit").map({ Int($0) }) ?? 50,
          (1...200).contains(limit)
        else { throw .invalidParameter("limit") }
        let cursor = try target.parameter("cursor").map(PadName.init(checking:))
        let identity = guests.identity(of: request.head)
        let summaries = try await naming { () throws(PadError) in
          guard identity != .anonymous else { return [PadSummary]() }
          return try await pads.list(
            of: identity,
            isTrash: target.parameter("trash") == "1",
            query: query,
            after: cursor,
            limit: limit
          )
        }
        var members: [String: JSONValue] = [
          "pads": .array(
            summaries.map {
              PadShape.json(of: $0, url: addresses.page($0.name.rawValue, for: request.head))
            }
          )
        ]
        if summaries.count == limit, let last = summaries.last {
          members["cursor"] = .string(last.name.rawValue)
        }
        return .json(.object(members))
      }
    )
  }

  private var get: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}",
      operation: Operation(
        summary: "What there is to say about a pad",
        success: (200, .json(PadShape.pad)),
        problems: [404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .viewer)
        let metadata = try await visit.naming { () throws(PadError) in
          try await pads.existingRoom(visit.pad).metadata()
        }
        return try response(metadata, visit, head: request.head)
      }
    )
  }

  private var change: Route {
    Route(
      method: "PATCH",
      path: "/api/v1/pads/{pad}",
      operation: Operation(
        summary: "Changes a pad's metadata, live; null removes a field",
        body: .json(PadShape.changes),
        success: (200, .json(PadShape.pad)),
        problems: [403, 404, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      watch: visitors.uploads(needing: .editor),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        guard case .object(let members) = request.json else { throw .invalidBody("No object.") }
        let metadata = try await visit.naming { () throws(PadError) in
          let changes = try MetaChanges(members.mapValues(\.crdtValue))
          let room = try await pads.existingRoom(visit.pad)
          let author = guests.identity(of: request.head)
          if !changes.isEmpty { try await room.setMeta(changes, by: author) }
          return try await room.metadata()
        }
        return try response(metadata, visit, head: request.head)
      }
    )
  }

  /// The answer to who has started a pad.
  static func started(
    _ metadata: PadMetadata,
    by owner: Identity?,
    _ guests: GuestCookies,
    _ addresses: Addresses,
    _ head: RequestHead,
    notes: JSONValue? = nil
  ) -> HTTPResponse {
    var pad = PadShape.json(
      of: metadata,
      for: Visit(
        pad: metadata.name,
        shownName: metadata.name.rawValue,
        grant: owner == nil ? .ownName : Grant(role: .owner)
      ),
      url: addresses.page(metadata.name.rawValue, for: head)
    )
    if let notes, case .object(var members) = pad {
      members["notes"] = notes
      pad = .object(members)
    }
    var response = HTTPResponse.json(pad, status: 201)
    response.headers["Location"] = "/api/v1/pads/\(metadata.name.rawValue)"
    response.headers["ETag"] = "\"\(metadata.version.tag)\""
    if case .guest(let guest)? = owner { guests.give(guest, with: &response) }
    return response
  }

  private func response(
    _ metadata: PadMetadata?,
    _ visit: Visit,
    head: RequestHead
  ) throws(Problem) -> HTTPResponse {
    guard let metadata else { throw Problem(PadError.notFound) }
    let url = addresses.page(visit.shownName, for: head)
    var response = HTTPResponse.json(
      PadShape.json(of: metadata, for: visit, url: url)
    )
    response.headers["ETag"] = "\"\(metadata.version.tag)\""
    return response
  }
}

extension PadName {
  /// Takes a name from a request.
  init(checking name: String) throws(Problem) {
    guard let name = PadName(name) else { throw .invalidPadName }
    self = name
  }
}

extension Problem {
  static let startingClosed = Problem(
    status: 403,
    kind: "starting-closed",
    detail: "Pads are not started by everybody here; ask who looks after this server."
  )
}
