// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// What a secret that the command line printed is good for: to have an account, or a new password.
struct AccountRoutes: Sendable {
  let members: Members

  private var pads: PadHouse { members.pads }

  var routes: [Route] { [look, accept, reset] }

  private static let secret = Schema.Member(
    name: "secret",
    schema: .text(maximumBytes: 64),
    isRequired: true
  )
  private static let password = Schema.Member(
    name: "password",
    schema: .text(maximumBytes: 256),
    isRequired: true
  )

  private var look: Route {
    Route(
      method: "POST",
      path: "/api/v1/secrets",
      operation: Operation(
        summary: "What a secret of `encrier account invite` or `password` is good for",
        body: .json(.object([Self.secret])),
        success: (
          200,
          .json(
            .object([
              .init(name: "purpose", schema: .text(maximumBytes: 16), isRequired: true),
              .init(name: "name", schema: .text(maximumBytes: 512), isRequired: true),
              .init(name: "email", schema: .text(maximumBytes: 254)),
              .init(name: "expires", schema: .formatted("date-time"), isRequired: true),
            ])
          )
        ),
        problems: [403, 404, 413, 415, 429]
      ),
      maximumBodyBytes: Members.maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        let known = try await counting(request) { () throws(AccountError) in
          try await pads.accounts.secret(request.json["secret"]?.text ?? "")
        }
        var answer: [String: JSONValue] = [
          "purpose": .string(known.purpose.rawValue), "name": .string(known.name),
          "expires": PadShape.timestamp(known.expires),
        ]
        if let email = known.email { answer["email"] = .string(email.text) }
        return .json(.object(answer))
      }
    )
  }

  private var accept: Route {
    Route(
      method: "POST",
      path: "/api/v1/accounts",
      operation: Operation(
        summary: "Makes the account that somebody was invited to, and signs them in",
        body: .json(
          .object([
            Self.secret,
            .init(name: "name", schema: .text(maximumBytes: 512), isRequired: true),
            Self.password, Members.keepsGuest,
          ])
        ),
        success: (201, .json(Members.described)),
        problems: [403, 404, 409, 413, 415, 429, 503, 507]
      ),
      maximumBodyBytes: Members.maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        let signedIn = try await counting(request) { () throws(AccountError) in
          try await pads.accept(
            request.json["secret"]?.text ?? "",
            name: request.json["name"]?.text ?? "",
            password: request.json["password"]?.text ?? "",
            absorbing: members.guest(of: request),
            insteadOf: members.cookies.login(of: request.head),
            in: BrowserName.of(request.head)
          )
        }
        return members.response(signedIn, status: 201)
      }
    )
  }

  private var reset: Route {
    Route(
      method: "POST",
      path: "/api/v1/password",
      operation: Operation(
        summary: "Gives a member a new password, ends all their sessions and signs them in",
        body: .json(.object([Self.secret, Self.password])),
        success: (200, .json(Members.described)),
        problems: [403, 404, 413, 415, 429, 503, 507]
      ),
      maximumBodyBytes: Members.maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        let signedIn = try await counting(request) { () throws(AccountError) in
          try await pads.resetPassword(
            request.json["secret"]?.text ?? "",
            to: request.json["password"]?.text ?? "",
            insteadOf: members.cookies.login(of: request.head),
            in: BrowserName.of(request.head)
          )
        }
        return members.response(signedIn, status: 200)
      }
    )
  }

  /// Does something with a secret; those that are good for nothing are counted as guesses.
  private func counting<Value: Sendable>(
    _ request: RoutedRequest,
    _ body: () async throws(AccountError) -> Value
  ) async throws(Problem) -> Value {
    do throws(AccountError) {
      return try await body()
    } catch .secretUnknown {
      let address = CountedAddress.of(request.head.peerAddress)
      guard members.visitors.guesses.mayMiss(from: address) else {
        throw Problem(PadError.tooManyGuesses)
      }
      throw Problem(AccountError.secretUnknown)
    } catch {
      throw Problem(error)
    }
  }
}
