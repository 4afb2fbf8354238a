// SPDX-License-Identifier: Apache-2.0

import Pads
import Publishing
import WebServer

/// Pads as files of many formats, to download.
struct ExportRoutes: Sendable {
  let visitors: Visitors
  let images: ImageShelf
  let exporter: Exporter
  let importer: Importer

  var routes: [Route] {
    [
      export("/p/{pad}/export/{format}", summary: "A pad as a file of a format"),
      export("/api/v1/pads/{pad}/export/{format}", summary: "A pad as a file of a format"),
      formats,
    ]
  }

  private func export(_ path: PathTemplate, summary: String) -> Route {
    Route(
      method: "GET",
      path: path,
      operation: Operation(
        summary: summary,
        success: (200, .media("application/octet-stream")),
        problems: [404, 422, 501, 503]
      ),
      action: .respond { [self] request throws(Problem) in
        guard let format = ExportFormat(rawValue: request.parameters["format"] ?? "") else {
          throw .noSuchFormat
        }
        return try await file(of: format, for: request)
      }
    )
  }

  private func file(
    of format: ExportFormat,
    for request: RoutedRequest
  ) async throws(Problem) -> HTTPResponse {
    let visit = try await visitors.visit(request, needing: .viewer)
    let identity = visitors.guests.identity(of: request.head)
    var contents = try await visit.naming { () throws(PadError) in
      try await visitors.pads.contents(
        of: visit.pad,
        withAuthors: format.hasAuthors,
        for: identity
      )
    }
    contents.name = visit.shownName
    contents.title = visit.shown(contents.title)
    let bytes: [UInt8]
    do throws(FormatError) {
      bytes = try await exporter.export(
        format,
        of: contents,
        for: CountedAddress.of(request.head.peerAddress)
      ) { [images] name in
        try? await images.image(name)?.bytes
      }
    } catch {
      throw Problem(error)
    }
    return HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": format.mediaType, "Cache-Control": "no-store",
        "Content-Disposition": FileName.attachment(contents, format),
      ],
      body: bytes
    )
  }

  private var formats: Route {
    let format = Schema.object([
      .init(name: "format", schema: .text(maximumBytes: 16), isRequired: true),
      .init(name: "available", schema: .boolean, isRequired: true),
    ])
    return Route(
      method: "GET",
      path: "/api/v1/formats",
      operation: Operation(
        summary: "Which formats pads can be exported as and imported from here",
        success: (
          200,
          .json(
            .object([
              .init(name: "exports", schema: .list(of: format, maximumCount: 64), isRequired: true),
              .init(name: "imports", schema: .list(of: format, maximumCount: 64), isRequired: true),
            ])
          )
        )
      ),
      action: .respond { [exporter, importer] _ in
        var exports: [JSONValue] = []
        for format in ExportFormat.allCases {
          let isAvailable = await exporter.canMake(format)
          exports.append(
            ["format": .string(format.rawValue), "available": .bool(isAvailable)]
          )
        }
        var imports: [JSONValue] = []
        for format in ImportFormat.allCases {
          let isAvailable = await importer.canRead(format)
          imports.append(
            ["format": .string(format.rawValue), "available": .bool(isAvailable)]
          )
        }
        return .json(["exports": .array(exports), "imports": .array(imports)])
      }
    )
  }
}

extension Problem {
  static let noSuchFormat = Problem(
    status: 404,
    kind: "no-such-format",
    detail: "There is no such format; /api/v1/formats lists them."
  )

  /// What is said when a format could not be made or read.
  init(_ error: FormatError) {
    switch error {
    case .unavailable:
      self.init(
        status: 501,
        kind: "format-unavailable",
        detail: "This server lacks a program that this format needs, or cannot confine it."
      )
    case .tooLong:
      self.init(
        status: 422,
        kind: "format-too-long",
        detail: "Texts beyond 1 MiB leave as md, json, yjs and etherpad only."
      )
    case .stopped:
      self.init(
        status: 422,
        kind: "format-stopped",
        detail: "Making this format took too long or too much memory and was stopped."
      )
    case .busy, .cancelled:
      self.init(
        status: 503,
        kind: "formats-busy",
        detail: "Other files are being made; try again soon.",
        headers: ["Retry-After": "5"]
      )
    case .unreadable:
      self.init(
        status: 422,
        kind: "file-unreadable",
        detail: "The file is not of the kind it is said to be, or damaged."
      )
    case .tooLarge:
      self.init(
        status: 413,
        kind: "file-too-large",
        detail: "The file is larger than what is taken, or expands beyond it."
      )
    }
  }
}
