// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Changing a password while one is signed in.
struct PasswordRoutes: Sendable {
  let members: Members

  var routes: [Route] { [change] }

  private var change: Route {
    Route(
      method: "PUT",
      path: "/api/v1/me/password",
      operation: Operation(
        summary: "Changes the member's password, and ends all their sessions but this one",
        body: .json(
          .object([
            .init(name: "current", schema: .text(maximumBytes: 256), isRequired: true),
            .init(name: "password", schema: .text(maximumBytes: 256), isRequired: true),
          ])
        ),
        success: (200, .json(Members.described)),
        problems: [400, 401, 403, 413, 415, 429, 503, 507]
      ),
      maximumBodyBytes: Members.maximumBodyBytes,
      action: .respond { [members] request throws(Problem) in
        try members.refuseOthers(request.head)
        guard let login = members.cookies.login(of: request.head) else { throw .notSignedIn }
        // Whoever finds a browser open guesses at the password as slowly as anybody else.
        let email = members.counted(login.account)
        let signedIn = try await members.checking(email, request.head) { () throws(AccountError) in
          try await members.pads.changePassword(
            of: login,
            from: request.json["current"]?.text ?? "",
            to: request.json["password"]?.text ?? "",
            in: BrowserName.of(request.head)
          )
        }
        return members.response(signedIn, status: 200)
      }
    )
  }
}
