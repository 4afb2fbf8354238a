// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Pads
import Storage
import WebServer

/// The way to a provider and back.
///
/// Both are pages' addresses: a browser goes there, and is sent on, to the page for signing in in the
/// end, which says what went wrong or goes on to where the person came from.
struct OpenIDRoutes: Sendable {
  let members: Members
  let provider: OpenIDProvider
  let addresses: Addresses
  let logger: Logger

  private var cookies: GuestCookies { members.cookies }

  var routes: [Route] { [leave, comeBack] }

  private static let returnPath = "/sign-in/openid/return"

  private var leave: Route {
    Route(
      method: "GET",
      path: "/sign-in/openid",
      operation: Operation(
        summary: "Sends a browser to the provider by whom people sign in",
        parameters: [
          .init(
            name: "guest",
            description: "0 to leave the guest's text the guest's",
            schema: .text(maximumBytes: 1)
          ),
          .init(
            name: "again",
            description: "1 to have the provider ask who it is, even if it knows the browser",
            schema: .text(maximumBytes: 1)
          ),
        ],
        success: (303, .none),
        problems: [503]
      ),
      action: .respond { [self] request throws(Problem) in
        let attempt = SignInAttempt(
          keepsGuest: request.head.target.parameter("guest") != "0",
          now: DataFolder.systemTime()
        )
        let url: String
        do throws(OpenIDError) {
          url = try await provider.authorizationURL(
            for: attempt,
            returningTo: returnAddress(for: request.head),
            askingAnew: request.head.target.parameter("again") == "1"
          )
        } catch {
          return failed(.providerAway, error)
        }
        var response = Self.redirect(to: url)
        cookies.keep(attempt, with: &response)
        return response
      }
    )
  }

  private var comeBack: Route {
    Route(
      method: "GET",
      path: "/sign-in/openid/return",
      operation: Operation(
        summary: "Signs in whom the provider sends back",
        parameters: [
          .init(name: "code", description: "the provider's", schema: .text(maximumBytes: 4_096)),
          .init(name: "state", description: "ours", schema: .text(maximumBytes: 64)),
        ],
        success: (303, .none)
      ),
      action: .respond { [self] request throws(Problem) in
        var response = await answer(request)
        cookies.forgetAttempt(with: &response)
        return response
      }
    )
  }

  private func answer(_ request: RoutedRequest) async -> HTTPResponse {
    let target = request.head.target
    guard cookies.originRule.isOwn(request.head), let attempt = cookies.attempt(of: request.head),
      let state = target.parameter("state"), state == attempt.state
    else { return failed(.signInStrayed, nil) }
    guard let code = target.parameter("code"), !code.isEmpty else {
      return failed(.providerRefused, nil)
    }
    let person: OpenIDPerson
    do throws(OpenIDError) {
      person = try await provider.person(
        by: code,
        of: attempt,
        returningTo: returnAddress(for: request.head)
      )
    } catch {
      return failed(error == .away ? .providerAway : .providerRefused, error)
    }
    do throws(AccountError) {
      let signedIn = try await members.pads.signIn(
        person,
        absorbing: attempt.keepsGuest ? cookies.guest(of: request.head) : nil,
        insteadOf: cookies.login(of: request.head),
        in: BrowserName.of(request.head)
      )
      var response = Self.redirect(to: "/sign-in#done")
      cookies.signIn(signedIn, with: &response)
      return response
    } catch {
      return failed(Problem(error), error)
    }
  }

  private func returnAddress(for head: RequestHead) -> String {
    addresses.base(for: head) + Self.returnPath
  }

  /// Sends a browser to the page that says what went wrong.
  private func failed(_ problem: Problem, _ error: (any Error)?) -> HTTPResponse {
    logger.info(
      "nobody signed in by the provider",
      metadata: ["kind": "\(problem.kind)", "error": "\(error.map { "\($0)" } ?? "-")"]
    )
    return Self.redirect(to: "/sign-in#error=\(problem.kind)")
  }

  private static func redirect(to url: String) -> HTTPResponse {
    HTTPResponse(status: 303, headers: ["Location": url, "Cache-Control": "no-store"])
  }
}

extension Problem {
  static let providerAway = Problem(
    status: 503,
    kind: "provider-away",
    detail: "The provider does not answer, or not as a provider does."
  )
  static let providerRefused = Problem(
    status: 403,
    kind: "provider-refused",
    detail: "The provider has not said who somebody is."
  )
  static let signInStrayed = Problem(
    status: 403,
    kind: "sign-in-strayed",
    detail: "This signing in did not begin in this browser, or too long ago."
  )
}

extension GuestCookies {
  private static let attemptName = "encrier-openid"

  /// Gives a browser what it must bring back from the provider.
  func keep(_ attempt: SignInAttempt, with response: inout HTTPResponse) {
    add("\(Self.attemptName)=\(attempt.sealed(by: signer))", SignInAttempt.lifetime, to: &response)
  }

  /// What a browser brings back.
  func attempt(of head: RequestHead) -> SignInAttempt? {
    cookies(of: head, named: Self.attemptName).lazy
      .compactMap { SignInAttempt($0, by: signer, now: DataFolder.systemTime()) }.first
  }

  /// Takes it away: it is good once.
  func forgetAttempt(with response: inout HTTPResponse) {
    add("\(Self.attemptName)=", 0, to: &response)
  }
}
