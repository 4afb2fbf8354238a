// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Images that texts show: sent to a pad, served by their content's hash.
struct ImageRoutes: Sendable {
  let images: ImageShelf
  let visitors: Visitors

  var routes: [Route] { [send, get] }

  private var send: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/images",
      operation: Operation(
        summary: "Keeps an image for the text to show: PNG, JPEG, GIF or WebP, by its content",
        body: .image,
        success: (201, .json(.object([.init(name: "url", schema: .text(maximumBytes: 200))]))),
        problems: [403, 413, 415, 507]
      ),
      maximumBodyBytes: ImageShelf.maximumBytes,
      watch: visitors.uploads(needing: .editor),
      action: .respond { [images, visitors] request throws(Problem) in
        // Judged again when all of it is here.
        let visit = try await visitors.visit(request, needing: .editor)
        let name = try await visit.naming { () throws(PadError) in
          try await images.keep(request.body, for: visit.pad)
        }
        guard let name else { throw .unsupportedMediaType(ImageType.allCases.map(\.mediaType)) }
        var response = HTTPResponse.json(["url": .string("/images/\(name)")], status: 201)
        response.headers["Location"] = "/images/\(name)"
        return response
      }
    )
  }

  private var get: Route {
    Route(
      method: "GET",
      path: "/images/{file}",
      operation: Operation(
        summary: "An image; its address never has another content",
        success: (200, .media("image/*")),
        problems: [404]
      ),
      action: .respond { [images] request throws(Problem) in
        let file = request.parameters["file"] ?? ""
        let found = try await naming { () throws(PadError) in try await images.image(file) }
        guard let found else { throw .notFound }
        let tag = "\"\(file.prefix(16))\""
        var headers: HTTPHeaders = [
          "Cache-Control": "public, max-age=31536000, immutable", "ETag": tag,
          // Opened by itself it is a picture and nothing else.
          "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        ]
        if isFresh(request.head.headers, entityTag: tag) {
          return HTTPResponse(status: 304, headers: headers)
        }
        headers["Content-Type"] = found.type.mediaType
        headers["Content-Disposition"] = "inline"
        return HTTPResponse(status: 200, headers: headers, body: found.bytes)
      }
    )
  }
}
