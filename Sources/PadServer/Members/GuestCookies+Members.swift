// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// The cookie that says who is signed in, and what the page is told of it.
extension GuestCookies {
  /// The name of the cookie.
  private static let sessionName = "encrier-session"

  /// How long it lasts that nobody uses, in seconds.
  private static let sessionLifetime = Int(AccountBook.sessionLifetime / 1_000)
  /// So many of the guests a member has been are told to the page, the latest.
  private static let maximumTold = 16
  /// What the page is told of a member begins so.
  private static let memberPrefix = "member."

  /// By what session a request is a member's.
  func login(of head: RequestHead) -> Login? { session(of: head)?.login }

  /// Makes a response to a page's request say who the browser is, and last.
  func greet(_ head: RequestHead, with response: inout HTTPResponse) async {
    guard let session = session(of: head) else {
      return give(guestOrNew(of: head), with: &response)
    }
    await accounts.renew(session.login)
    give(session.token, of: session.login.account, with: &response)
  }

  /// Makes a response sign a browser in; the guest it was is forgotten if it is the member's own now.
  func signIn(_ signedIn: PadHouse.SignedIn, with response: inout HTTPResponse) {
    if signedIn.hasAbsorbedGuest { add("\(Self.name)=", 0, to: &response) }
    give(signedIn.token, of: signedIn.account.id, with: &response)
  }

  /// Makes a response sign a browser out; it is a guest then, who is not the member.
  func signOut(_ head: RequestHead, with response: inout HTTPResponse) {
    endSession(with: &response)
    give(guestOrNew(of: head), with: &response)
  }

  /// Makes a response take the session's cookie back.
  func endSession(with response: inout HTTPResponse) {
    add("\(Self.sessionName)=", 0, to: &response)
  }

  private func session(of head: RequestHead) -> (token: String, login: Login)? {
    guard originRule.isOwn(head) else { return nil }
    return cookies(of: head, named: Self.sessionName).lazy
      .compactMap { token in accounts.login(by: token).map { (token, $0) } }.first
  }

  private func give(
    _ token: String,
    of account: AccountID,
    with response: inout HTTPResponse
  ) {
    add("\(Self.sessionName)=\(token)", Self.sessionLifetime, to: &response)
    let guests = accounts.kinship.guests(of: account).suffix(Self.maximumTold)
    let told = Self.memberPrefix + ([account.text] + guests.map(\.text)).joined(separator: ".")
    add("\(Self.tellingName)=\(told)", Self.sessionLifetime, isTold: true, to: &response)
    response.headers["Cache-Control"] = "private, no-cache"
  }
}
