// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// What the routes of members have in common.
struct Members: Sendable {
  let visitors: Visitors
  let rates: SignInRates
  /// By whom people may sign in besides.
  let provider: OpenIDProvider?
  /// Whether who has forgotten their password is e-mailed a way to another.
  let sendsLetters: Bool

  var pads: PadHouse { visitors.pads }
  var cookies: GuestCookies { visitors.guests }

  /// The longest body of these routes, in bytes.
  static let maximumBodyBytes = 4_096

  /// Who is asked for when it is said who a request is from.
  static let described = Schema.object([
    .init(name: "identity", schema: .text(maximumBytes: 16), isRequired: true),
    .init(
      name: "account",
      schema: .object([
        .init(name: "id", schema: .text(maximumBytes: 22), isRequired: true),
        .init(name: "name", schema: .text(maximumBytes: 512), isRequired: true),
        .init(name: "email", schema: .text(maximumBytes: 254)),
        .init(name: "administrator", schema: .boolean, isRequired: true),
        .init(name: "hasPassword", schema: .boolean, isRequired: true),
      ])
    ),
    .init(name: "hasAccounts", schema: .boolean, isRequired: true),
    .init(name: "startsPads", schema: .boolean, isRequired: true),
    .init(name: "sendsLetters", schema: .boolean, isRequired: true),
    .init(name: "provider", schema: .text(maximumBytes: 255)),
  ])

  /// Whether the guest's text becomes the member's, in a request that signs somebody in.
  static let keepsGuest = Schema.Member(name: "keepsGuest", schema: .boolean)

  /// The guest whose text becomes the member's.
  func guest(of request: RoutedRequest) -> GuestID? {
    request.json["keepsGuest"] == .bool(false) ? nil : cookies.guest(of: request.head)
  }

  /// Pages of other sites sign nobody in, whatever they carry.
  func refuseOthers(_ head: RequestHead) throws(Problem) {
    guard cookies.originRule.isOwn(head) else { throw .foreignOrigin }
  }

  /// The answer that signs a browser in.
  func response(_ signedIn: PadHouse.SignedIn, status: Int) -> HTTPResponse {
    let identity = Identity.account(signedIn.account.id)
    var response = HTTPResponse.json(members(of: identity), status: status)
    cookies.signIn(signedIn, with: &response)
    return response
  }

  /// Who somebody is, as the page is told.
  func members(of identity: Identity) -> JSONValue {
    var members: [String: JSONValue] = [
      "hasAccounts": .bool(!pads.accounts.isEmpty),
      "startsPads": .bool(pads.openness.opens(to: identity)),
      "sendsLetters": .bool(sendsLetters),
    ]
    if let provider { members["provider"] = .string(provider.name) }
    switch identity {
    case .account(let id):
      members["identity"] = "member"
      if let account = pads.accounts.account(id) { members["account"] = Self.members(of: account) }
    case .guest: members["identity"] = "guest"
    case .anonymous, .server: members["identity"] = "anonymous"
    }
    return .object(members)
  }

  private static func members(of account: Account) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(account.id.text), "name": .string(account.name),
      "administrator": .bool(account.isAdministrator),
      "hasPassword": .bool(account.hasPassword),
    ]
    if let email = account.email { members["email"] = .string(email.text) }
    return .object(members)
  }
}
