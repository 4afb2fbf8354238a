// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Signing in and out, and who one is.
struct SessionRoutes: Sendable {
  let members: Members

  private var pads: PadHouse { members.pads }
  private var cookies: GuestCookies { members.cookies }

  var routes: [Route] { [signIn, signOut, list, end, me] }

  private var signIn: Route {
    Route(
      method: "POST",
      path: "/api/v1/sessions",
      operation: Operation(
        summary: "Signs a member in, who is given a cookie; the guest's text becomes theirs",
        body: .json(
          .object([
            .init(name: "email", schema: .text(maximumBytes: 254), isRequired: true),
            .init(name: "password", schema: .text(maximumBytes: 256), isRequired: true),
            Members.keepsGuest,
          ])
        ),
        success: (200, .json(Members.described)),
        problems: [401, 403, 413, 415, 429, 503, 507]
      ),
      maximumBodyBytes: Members.maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        let email = request.json["email"]?.text ?? ""
        let signedIn = try await members.checking(email, request.head) { () throws(AccountError) in
          try await pads.signIn(
            email: email,
            password: request.json["password"]?.text ?? "",
            absorbing: members.guest(of: request),
            insteadOf: cookies.login(of: request.head),
            in: BrowserName.of(request.head)
          )
        }
        return members.response(signedIn, status: 200)
      }
    )
  }

  private var signOut: Route {
    Route(
      method: "DELETE",
      path: "/api/v1/sessions",
      operation: Operation(
        summary: "Signs a member out, and makes the browser a guest who is not the member",
        parameters: [
          .init(
            name: "all",
            description: "1 to end all sessions of the member, in every browser",
            schema: .text(maximumBytes: 1)
          )
        ],
        success: (204, .none),
        problems: [403, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        if let login = cookies.login(of: request.head) {
          let isAll = request.head.target.parameter("all") == "1"
          try await namingAccounts { () throws(AccountError) in
            if isAll {
              try await pads.signOutEverywhere(login.account)
            } else {
              try await pads.signOut(login)
            }
          }
        }
        var response = HTTPResponse(status: 204, headers: [:])
        cookies.signOut(request.head, with: &response)
        return response
      }
    )
  }

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/sessions",
      operation: Operation(
        summary: "Where the member is signed in, the latest used first",
        success: (
          200,
          .json(
            .object([
              .init(
                name: "sessions",
                schema: .list(
                  of: .object([
                    .init(name: "id", schema: .text(maximumBytes: 64), isRequired: true),
                    .init(name: "created", schema: .formatted("date-time"), isRequired: true),
                    .init(name: "seen", schema: .formatted("date-time"), isRequired: true),
                    .init(name: "browser", schema: .text(maximumBytes: 64)),
                    .init(name: "current", schema: .boolean, isRequired: true),
                  ]),
                  maximumCount: 50
                ),
                isRequired: true
              )
            ])
          )
        ),
        problems: [401]
      ),
      action: .respond { [self] request throws(Problem) in
        guard let login = cookies.login(of: request.head) else { throw .notSignedIn }
        let sessions = pads.accounts.sessions(of: login.account).map { session -> JSONValue in
          var members: [String: JSONValue] = [
            "id": .string(session.id), "created": PadShape.timestamp(session.created),
            "seen": PadShape.timestamp(session.seen), "current": .bool(session.id == login.id),
          ]
          if let browser = session.browser { members["browser"] = .string(browser) }
          return .object(members)
        }
        return .json(["sessions": .array(sessions)])
      }
    )
  }

  private var end: Route {
    Route(
      method: "DELETE",
      path: "/api/v1/sessions/{session}",
      operation: Operation(
        summary: "Ends one session of the member, in whatever browser, and what it has open",
        success: (204, .none),
        problems: [401, 403, 404, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        guard let login = cookies.login(of: request.head) else { throw .notSignedIn }
        let session = request.parameters["session"] ?? ""
        var response = HTTPResponse(status: 204, headers: [:])
        do throws(AccountError) {
          try await pads.endSession(session, of: login.account)
        } catch .notFound {
          throw .notFound
        } catch {
          throw Problem(error)
        }
        if session == login.id { cookies.signOut(request.head, with: &response) }
        return response
      }
    )
  }

  private var me: Route {
    Route(
      method: "GET",
      path: "/api/v1/me",
      operation: Operation(
        summary: "Who asks: a member, a guest or nobody; and whether they may start pads",
        success: (200, .json(Members.described))
      ),
      action: .respond { [self] request throws(Problem) in
        .json(members.members(of: cookies.identity(of: request.head)))
      }
    )
  }
}
