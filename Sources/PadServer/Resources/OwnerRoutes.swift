// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// What only a pad's owner does with the whole of it, and how one comes to be its owner again.
struct OwnerRoutes: Sendable {
  let visitors: Visitors
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }

  var routes: [Route] { [trash, restore, takeOver] }

  private var trash: Route {
    Route(
      method: "DELETE",
      path: "/api/v1/pads/{pad}",
      operation: Operation(
        summary: "Puts a pad into the trash and sends away who is in it",
        success: (204, .none),
        problems: [403, 404, 410, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .viewer)
        // Without opening the pad, which may be damaged.
        let exists = try await naming { () throws(PadError) in try await pads.exists(visit.pad) }
        guard exists else { throw Problem(PadError.notFound) }
        guard visit.grant.role == .owner else { throw .beyondRole(needing: .owner) }
        try await visit.naming { () throws(PadError) in
          try await pads.trash(visit.pad, by: visitors.guests.identity(of: request.head))
        }
        return HTTPResponse(status: 204, headers: [:])
      }
    )
  }

  private var restore: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/restore",
      operation: Operation(
        summary: "Takes a pad out of the trash",
        success: (204, .none),
        problems: [403, 404, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        guard case .own(let pad) = try request.address else { throw .beyondRole(needing: .owner) }
        let identity = visitors.guests.identity(of: request.head)
        let isOwner = try await naming { () throws(PadError) in
          try await pads.isOwner(identity, of: pad)
        }
        guard isOwner else { throw .beyondRole(needing: .owner) }
        try await naming { () throws(PadError) in try await pads.restore(pad, by: identity) }
        return HTTPResponse(status: 204, headers: [:])
      }
    )
  }

  private var takeOver: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/owner",
      operation: Operation(
        summary: "Makes who shows a secret of `encrier pad owner` the pad's owner",
        body: .json(
          .object([.init(name: "secret", schema: .text(maximumBytes: 64), isRequired: true)])
        ),
        success: (204, .none),
        problems: [400, 403, 404, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        guard case .own(let pad) = try request.address else { throw .beyondRole(needing: .owner) }
        let identity = visitors.guests.identity(of: request.head)
        do throws(PadError) {
          try await pads.takeOwnership(of: pad, as: identity, request.json["secret"]?.text ?? "")
        } catch {
          let isMiss = error == .accessEnded(.link)
          guard
            !isMiss || visitors.guesses.mayMiss(from: CountedAddress.of(request.head.peerAddress))
          else {
            throw Problem(PadError.tooManyGuesses)
          }
          throw Problem(error)
        }
        return HTTPResponse(status: 204, headers: [:])
      }
    )
  }
}
