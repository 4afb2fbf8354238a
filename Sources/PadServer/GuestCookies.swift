// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// The cookie that gives a browser its identity.
///
/// It is given when a page is opened or a pad is started, and renewed at each visit. Scripts cannot
/// read it, and pages of other sites cannot use it. A second cookie beside it tells the page, also
/// without a network, who it is; it opens nothing.
struct GuestCookies: Sendable {
  /// The cookie's name.
  static let name = "encrier-guest"
  /// The name of the cookie that the page reads: the guest without the signature.
  static let tellingName = "encrier-who"
  /// The longest time a browser keeps a cookie, in seconds: 400 days.
  static let lifetime = 400 * 86_400
  /// The names of cookies that say which links' passphrases a browser has given begin so.
  static let keyPrefix = "encrier-link-"
  /// How long a passphrase need not be given again, in seconds: 30 days.
  private static let keyLifetime = 30 * 86_400

  let signer: GuestSigner
  let originRule: OriginRule
  let accounts: AccountBook
  /// Whether browsers come by TLS.
  let isSecure: Bool
  /// Whether a guest's identity was erased, so that their cookie counts for nobody.
  var isErased: @Sendable (GuestID) -> Bool = { _ in false }

  /// What browsers take from nobody but this very server, by TLS and for all of it: not from a
  /// neighbour under the same domain either.
  private var prefix: String { isSecure ? "__Host-" : "" }

  /// Who sends a request; a page of another site has no cookie here, whatever it sends.
  func identity(of head: RequestHead) -> Identity {
    guard originRule.isOwn(head) else { return .anonymous }
    if let login = login(of: head) { return .account(login.account) }
    return guest(of: head).map { .guest($0) } ?? .anonymous
  }

  /// The guest who sends a request, or a new one.
  func guestOrNew(of head: RequestHead) -> GuestID { guest(of: head) ?? signer.mint() }

  /// Who is to own a pad that a request starts: the member, else the guest, who may be new; nobody,
  /// when another site's page asks.
  func owner(for head: RequestHead) -> Identity? {
    guard originRule.isOwn(head) else { return nil }
    return login(of: head).map { .account($0.account) } ?? .guest(guestOrNew(of: head))
  }

  /// Makes a response give the guest's cookie, and keeps shared caches from storing it.
  func give(_ guest: GuestID, with response: inout HTTPResponse) {
    add("\(Self.name)=\(signer.signed(guest))", Self.lifetime, to: &response)
    add("\(Self.tellingName)=\(guest.text)", Self.lifetime, isTold: true, to: &response)
    response.headers["Cache-Control"] = "private, no-cache"
  }

  /// Makes a response take all cookies back that say who somebody is.
  func take(from person: Identity, with response: inout HTTPResponse) {
    if case .account = person { endSession(with: &response) }
    add("\(Self.name)=", 0, to: &response)
    add("\(Self.tellingName)=", 0, isTold: true, to: &response)
    response.headers["Cache-Control"] = "no-store"
  }

  /// Whether a browser has given the passphrase of a link.
  func hasKey(to link: ShareLink, _ head: RequestHead) -> Bool {
    originRule.isOwn(head)
      && cookies(of: head, named: Self.keyPrefix + link.id).contains { signer.isKey($0, to: link) }
  }

  /// Gives a browser what it needs to come by a link whose passphrase it gave.
  func giveKey(to link: ShareLink, with response: inout HTTPResponse) {
    add("\(Self.keyPrefix)\(link.id)=\(signer.key(to: link))", Self.keyLifetime, to: &response)
  }

  /// The guest of the first cookie that is genuine: another path or a parent domain may add its own.
  ///
  /// A guest who has become a member is nobody by this cookie alone: a session is needed for that.
  func guest(of head: RequestHead) -> GuestID? {
    cookies(of: head, named: Self.name).lazy.compactMap(signer.guest)
      .first { !isErased($0) && accounts.kinship.account(of: $0) == nil }
  }

  func cookies(of head: RequestHead, named name: String) -> [String] {
    let name = prefix + name
    return head.headers.values(of: "cookie").flatMap { line in
      line.split(separator: ";").compactMap { pair in
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        return parts.count == 2 && parts[0] == name ? String(parts[1]) : nil
      }
    }
  }

  /// Adds a cookie, which the page can read only if it is told.
  func add(
    _ pair: String,
    _ lifetime: Int,
    isTold: Bool = false,
    to response: inout HTTPResponse
  ) {
    var cookie = "\(prefix)\(pair); Path=/; Max-Age=\(lifetime); SameSite=Lax"
    if !isTold { cookie += "; HttpOnly" }
    if isSecure { cookie += "; Secure" }
    response.headers.add("Set-Cookie", cookie)
  }
}
