// SPDX-License-Identifier: Apache-2.0

import Pads
import Synchronization
import WebServer

/// A way to a new password for who has forgotten theirs, where people can be written to.
///
/// Whoever asks is told the same at once, whether somebody has that e-mail address here or not.
struct ForgottenRoutes: Sendable {
  let members: Members
  let courier: any SecretCourier
  let rates: ChangeRates
  let letters = LetterPause()

  init(members: Members, courier: any SecretCourier, perMinute: Int) {
    self.members = members
    self.courier = courier
    rates = ChangeRates(perMinute: perMinute)
  }

  var routes: [Route] { [ask] }

  private var ask: Route {
    Route(
      method: "POST",
      path: "/api/v1/forgotten",
      operation: Operation(
        summary: "E-mails who has this address a way to a new password, if anybody has it",
        body: .json(
          .object([
            .init(name: "email", schema: .text(maximumBytes: 254), isRequired: true),
            .init(name: "language", schema: .text(maximumBytes: 2)),
          ])
        ),
        success: (202, .json(.object([]))),
        problems: [400, 403, 413, 415, 429]
      ),
      maximumBodyBytes: Members.maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        guard rates.take(from: CountedAddress.of(request.head.peerAddress)) else {
          throw .tooManySignIns(waiting: rates.secondsToWait)
        }
        let email = EmailAddress(request.json["email"]?.text ?? "")
        let language = MailLanguage(rawValue: request.json["language"]?.text ?? "") ?? .fr
        // Not waited for: how long it takes would tell whether there is anybody.
        if let email { Task { await write(to: email, in: language) } }
        return .json(.object([:]), status: 202)
      }
    )
  }

  private func write(to email: EmailAddress, in language: MailLanguage) async {
    let accounts = members.pads.accounts
    guard let account = try? accounts.account(called: email.text), account.email == email,
      letters.mayWrite(to: account.id),
      let secret = try? await accounts.offerPassword(to: account, by: .anybody)
    else { return }
    // What fails is told to the log by the courier; whoever asked must not hear of it.
    try? await courier.bring(secret, for: .password, to: email, in: language)
  }
}

/// Keeps strangers from filling somebody's mailbox.
final class LetterPause: Sendable {
  /// How long nobody is written to again.
  private static let pause: Duration = .seconds(600)

  private let written = Mutex<[AccountID: ContinuousClock.Instant]>([:])

  /// Whether somebody may be written to; notes that they are.
  func mayWrite(to account: AccountID, at now: ContinuousClock.Instant = .now) -> Bool {
    written.withLock { written in
      if let last = written[account], now - last < Self.pause { return false }
      written[account] = now
      return true
    }
  }
}
