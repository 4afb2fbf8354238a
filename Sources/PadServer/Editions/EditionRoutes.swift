// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing
import TextCRDT
import WebServer

/// Finishing pads, and what was finished.
struct EditionRoutes: Sendable {
  let visitors: Visitors
  let addresses: Addresses
  let images: ImageShelf
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }

  var routes: [Route] {
    [
      list, finish, begin, edition, text, package, desk,
    ]
  }

  private static let note = Schema.object([
    .init(name: "note", schema: .text(maximumBytes: PadHouse.maximumEditionNoteBytes))
  ])

  private func shape(_ editions: PadEditions, for head: RequestHead) -> JSONValue {
    EditionShape.json(of: editions) { addresses.text($0, for: head) }
  }

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/editions",
      operation: Operation(
        summary: "A pad's editions, and what its text lacks to be finished",
        success: (200, .json(EditionShape.editions)),
        problems: [404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .viewer)
        let editions = try await visit.naming { () throws(PadError) in
          try await pads.editions(of: visit.pad)
        }
        return .json(shape(editions, for: request.head))
      }
    )
  }

  private var finish: Route {
    changing(
      "/api/v1/pads/{pad}/editions",
      summary: "Finishes a pad: it becomes an edition, and takes no edit until the next is begun",
      status: 201
    ) { [pads] pad, note, identity throws(PadError) in
      try await pads.finish(pad, note: note, by: identity)
    }
  }

  private var begin: Route {
    changing(
      "/api/v1/pads/{pad}/editions/next",
      summary: "Begins the next edition: a finished pad can be written in again",
      status: 200
    ) { [pads] pad, note, identity throws(PadError) in
      try await pads.beginEdition(of: pad, note: note, by: identity)
    }
  }

  private func changing(
    _ path: PathTemplate,
    summary: String,
    status: Int,
    _ change:
      @escaping @Sendable (PadName, String?, Identity) async throws(PadError) -> PadEditions
  ) -> Route {
    Route(
      method: "POST",
      path: path,
      operation: Operation(
        summary: summary,
        body: .json(Self.note),
        success: (status, .json(EditionShape.editions)),
        problems: [400, 403, 404, 409, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        let editions = try await visit.naming { () throws(PadError) in
          try await change(
            visit.pad,
            request.json["note"]?.text,
            visitors.guests.identity(of: request.head)
          )
        }
        return .json(shape(editions, for: request.head), status: status)
      }
    )
  }

  private var edition: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/editions/{number}",
      operation: Operation(
        summary: "An edition with its metadata and who contributed",
        success: (200, .media("application/json")),
        problems: [404]
      ),
      action: .respond { [self] request throws(Problem) in
        let (_, contents) = try await contents(request, needing: .viewer)
        var members = EditionShape.members(of: contents.edition)
        members["metadata"] = JSONValue(parsing: contents.parts[.metadata] ?? [])
        members["contributors"] = JSONValue(parsing: contents.parts[.contributors] ?? [])
        return .json(.object(members))
      }
    )
  }

  private var text: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/editions/{number}/text",
      operation: Operation(
        summary: "An edition's text",
        success: (200, .media("text/markdown")),
        problems: [404]
      ),
      action: .respond { [self] request throws(Problem) in
        let (_, contents) = try await contents(request, needing: .viewer)
        return HTTPResponse(
          status: 200,
          headers: ["Content-Type": "text/markdown; charset=utf-8", "Cache-Control": "no-store"],
          body: contents.parts[.text] ?? []
        )
      }
    )
  }

  private var package: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/editions/{number}/package",
      operation: Operation(
        summary: "All of an edition with its history, which proves it: a bag in a ZIP",
        success: (200, .media("application/zip")),
        problems: [403, 404, 413]
      ),
      action: .respond { [self] request throws(Problem) in
        let (visit, contents) = try await contents(request, needing: .editor)
        let log = try await visit.naming { () throws(PadError) in
          try await pads.log(under: contents.edition, of: visit.pad)
        }
        let bytes: [UInt8]
        do throws(FormatError) {
          bytes = try await EditionPackage.file(of: contents, log: log) { [images] name in
            try? await images.image(name)?.bytes
          }
        } catch {
          throw Problem(error)
        }
        return HTTPResponse(
          status: 200,
          headers: [
            "Content-Type": "application/zip", "Cache-Control": "no-store",
            "Content-Disposition":
              "attachment; filename=\"\(EditionPackage.folder(of: contents)).zip\"",
          ],
          body: bytes
        )
      }
    )
  }

  private func contents(
    _ request: RoutedRequest,
    needing role: Role
  ) async throws(Problem) -> (Visit, EditionContents) {
    let visit = try await visitors.visit(request, needing: role)
    guard let number = Int(request.parameters["number"] ?? "") else {
      throw Problem(PadError.noSuchEdition)
    }
    let contents = try await visit.naming { () throws(PadError) in
      try await pads.edition(number, of: visit.pad)
    }
    return (visit, contents)
  }

  private var desk: Route {
    Route(
      method: "GET",
      path: "/api/v1/editions",
      operation: Operation(
        summary: "The pads of who asks, with what each lacks to be finished and its editions",
        success: (200, .json(EditionShape.desk))
      ),
      action: .respond { [self] request throws(Problem) in
        let found = try await naming { () throws(PadError) in
          try await pads.desk(of: visitors.guests.identity(of: request.head))
        }
        return .json([
          "pads": .array(
            found.map { pad in
              EditionShape.json(of: pad, url: addresses.page(pad.name.rawValue, for: request.head))
              {
                addresses.text($0, for: request.head)
              }
            }
          )
        ])
      }
    )
  }
}
