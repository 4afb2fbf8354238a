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
  private static let lifetime = 400 * 86_400

  let signer: GuestSigner
  let originRule: OriginRule
  /// Whether browsers come by TLS.
  let isSecure: Bool

  /// Who sends a request; a page of another site has no cookie here, whatever it sends.
  func identity(of head: RequestHead) -> Identity {
    guard originRule.isOwn(head) else { return .anonymous }
    return guest(of: head).map { .guest($0) } ?? .anonymous
  }

  /// The guest who sends a request, or a new one.
  func guestOrNew(of head: RequestHead) -> GuestID { guest(of: head) ?? signer.mint() }

  /// The guest who is to own a pad that a request starts; nobody, when another site's page asks.
  func owner(for head: RequestHead) -> GuestID? {
    originRule.isOwn(head) ? guestOrNew(of: head) : nil
  }

  /// Makes a response give the guest's cookie, and keeps shared caches from storing it.
  func give(_ guest: GuestID, with response: inout HTTPResponse) {
    let kept = "; Path=/; Max-Age=\(Self.lifetime); SameSite=Lax\(isSecure ? "; Secure" : "")"
    response.headers.add("Set-Cookie", "\(Self.name)=\(signer.signed(guest)); HttpOnly\(kept)")
    response.headers.add("Set-Cookie", "\(Self.tellingName)=\(guest.text)\(kept)")
    response.headers["Cache-Control"] = "private, no-cache"
  }

  /// The guest of the first cookie that is genuine: another path or a parent domain may add its own.
  private func guest(of head: RequestHead) -> GuestID? {
    for line in head.headers.values(of: "cookie") {
      for pair in line.split(separator: ";") {
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0] == Self.name else { continue }
        if let guest = signer.guest(of: String(parts[1])) { return guest }
      }
    }
    return nil
  }
}
