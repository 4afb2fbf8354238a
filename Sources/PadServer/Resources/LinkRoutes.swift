// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Links into a pad: made, listed, changed and ended by its owner, unlocked by who was given one.
struct LinkRoutes: Sendable {
  let visitors: Visitors
  let addresses: Addresses
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }

  var routes: [Route] { [make, list, change, end, unlock] }

  private static let described: [Schema.Member] = [
    .init(name: "id", schema: .text(maximumBytes: 32), isRequired: true),
    .init(name: "role", schema: .text(maximumBytes: 16), isRequired: true),
    .init(name: "created", schema: .formatted("date-time"), isRequired: true),
    .init(name: "expires", schema: .formatted("date-time")),
    .init(name: "passphrase", schema: .boolean, isRequired: true),
  ]

  private var make: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/links",
      operation: Operation(
        summary: "Makes a link; its name is told only in this answer",
        body: .json(
          .object([
            .init(name: "role", schema: .text(maximumBytes: 16), isRequired: true),
            .init(name: "expires", schema: .formatted("date-time")),
            .init(name: "passphrase", schema: .text(maximumBytes: 256)),
            .init(name: "speakable", schema: .boolean),
          ])
        ),
        success: (
          201,
          .json(
            .object(
              Self.described + [
                .init(name: "name", schema: .text(maximumBytes: 32), isRequired: true),
                .init(name: "spoken", schema: .text(maximumBytes: 32)),
                .init(name: "url", schema: .formatted("uri-reference"), isRequired: true),
              ]
            )
          )
        ),
        problems: [400, 403, 404, 409, 413, 415, 429, 503, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        guard let role = request.json["role"]?.text.flatMap(Role.init) else {
          throw Problem(PadError.unfitLink)
        }
        var wishes = LinkWishes(role: role)
        if let text = request.json["expires"]?.text {
          guard let moment = PadTimestamp.milliseconds(text) else {
            throw Problem(PadError.unfitLink)
          }
          wishes.expires = moment
        }
        wishes.passphrase = request.json["passphrase"]?.text
        wishes.isSpeakable = request.json["speakable"] == .bool(true)
        let identity = visitors.guests.identity(of: request.head)
        let made = try await naming { [wishes] () throws(PadError) in
          // A pad that does not exist has no owner, so that this one does.
          try await pads.share(visit.pad, wishes, by: identity)
        }
        var members = Self.members(of: made.link)
        members["name"] = .string(made.name.text)
        if wishes.isSpeakable { members["spoken"] = .string(made.name.spoken) }
        members["url"] = .string(addresses.page(made.name.text, for: request.head))
        return .json(.object(members), status: 201)
      }
    )
  }

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/links",
      operation: Operation(
        summary: "The links in force, without their names, which nobody keeps",
        success: (
          200,
          .json(
            .object([
              .init(
                name: "links",
                schema: .list(of: .object(Self.described), maximumCount: 200),
                isRequired: true
              )
            ])
          )
        ),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        let links = try await naming { () throws(PadError) in try await pads.links(of: visit.pad) }
        return .json(["links": .array(links.map { .object(Self.members(of: $0)) })])
      }
    )
  }

  private var change: Route {
    Route(
      method: "PATCH",
      path: "/api/v1/pads/{pad}/links/{link}",
      operation: Operation(
        summary: "Changes the role of who comes or came by a link, at once",
        body: .json(
          .object([.init(name: "role", schema: .text(maximumBytes: 16), isRequired: true)])
        ),
        success: (200, .json(.object(Self.described))),
        problems: [400, 403, 404, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        guard let role = request.json["role"]?.text.flatMap(Role.init) else {
          throw Problem(PadError.unfitLink)
        }
        let link = try await naming { () throws(PadError) in
          try await pads.changeLink(
            request.parameters["link"] ?? "",
            of: visit.pad,
            to: role,
            by: visitors.guests.identity(of: request.head)
          )
        }
        return .json(.object(Self.members(of: link)))
      }
    )
  }

  private var end: Route {
    Route(
      method: "DELETE",
      path: "/api/v1/pads/{pad}/links/{link}",
      operation: Operation(
        summary: "Ends a link, and sends away at once who came by it",
        success: (204, .none),
        problems: [403, 404, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        try await naming { () throws(PadError) in
          try await pads.revokeLink(
            request.parameters["link"] ?? "",
            of: visit.pad,
            by: visitors.guests.identity(of: request.head)
          )
        }
        return HTTPResponse(status: 204, headers: [:])
      }
    )
  }

  private var unlock: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/key",
      operation: Operation(
        summary: "Gives the passphrase of a link, and is given a cookie for it",
        body: .json(
          .object([.init(name: "passphrase", schema: .text(maximumBytes: 256), isRequired: true)])
        ),
        success: (204, .none),
        problems: [401, 403, 404, 413, 415, 429, 503]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        guard case .share(let name) = try request.address else {
          throw Problem(PadError.accessEnded(.link))
        }
        guard visitors.guesses.mayTry(name, from: CountedAddress.of(request.head.peerAddress))
        else {
          throw Problem(PadError.tooManyGuesses)
        }
        let link = try await naming { () throws(PadError) in
          // Who may not come in anyway learns nothing of the passphrase.
          do throws(PadError) {
            _ = try await visitors.enter(.share(name), head: request.head)
          } catch .accessEnded(.passphrase) {
            // That is what the request is for.
          } catch {
            throw error
          }
          return try await pads.unlock(
            name,
            request.json["passphrase"]?.text ?? "",
            as: visitors.guests.identity(of: request.head)
          )
        }
        guard let link else { throw .wrongPassphrase }
        var response = HTTPResponse(status: 204, headers: [:])
        visitors.guests.giveKey(to: link, with: &response)
        return response
      }
    )
  }

  private static func members(of link: ShareLink) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "id": .string(link.id), "role": .string(link.role.rawValue),
      "created": PadShape.timestamp(link.created), "passphrase": .bool(link.needsPassphrase),
    ]
    if let expires = link.expires { members["expires"] = PadShape.timestamp(expires) }
    return members
  }
}

extension Problem {
  static let wrongPassphrase = Problem(
    status: 403,
    kind: "wrong-passphrase",
    detail: "This is not the passphrase of this link."
  )
}
