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

  /// Does something that checks a password, which is counted as a try until it is right.
  ///
  /// - Parameters:
  ///   - email: By what the password's owner signs in.
  ///   - head: The request.
  ///   - body: Throws unless the password is right.
  /// - Returns: What the body returned.
  /// - Throws: ``Problem``, among others when too many were tried.
  func checking<Value: Sendable>(
    _ email: String,
    _ head: RequestHead,
    _ body: () async throws(AccountError) -> Value
  ) async throws(Problem) -> Value {
    let address = CountedAddress.of(head.peerAddress)
    if let seconds = rates.secondsToWait(email, from: address) {
      throw .tooManySignIns(waiting: seconds)
    }
    do throws(AccountError) {
      let value = try await body()
      rates.noteSuccess(email, from: address)
      return value
    } catch .busy {
      rates.noteUnchecked(email, from: address)
      throw Problem(AccountError.busy)
    } catch {
      throw Problem(error)
    }
  }

  /// By what tries of a member's password are counted.
  func counted(_ account: AccountID) -> String {
    pads.accounts.account(account)?.email?.text ?? account.text
  }

  /// Makes sure that a member who asks for what cannot be undone is who they were when they signed in.
  ///
  /// - Parameter request: Whose `password` is theirs, when they have one.
  /// - Throws: ``Problem`` when it is not sure that they are.
  func confirm(_ request: RoutedRequest) async throws(Problem) {
    guard let login = cookies.login(of: request.head) else { throw .notSignedIn }
    guard let password = request.json["password"]?.text else {
      return try await namingAccounts { () throws(AccountError) in
        try await pads.confirm(login, by: nil)
      }
    }
    try await checking(counted(login.account), request.head) { () throws(AccountError) in
      try await pads.confirm(login, by: password)
    }
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
