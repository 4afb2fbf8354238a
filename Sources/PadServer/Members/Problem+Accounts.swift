// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

extension Problem {
  /// What the API says when something could not be done with an account.
  init(_ error: AccountError) {
    switch error {
    case .notFound: self = .notSignedIn
    case .emailTaken:
      self.init(
        status: 409,
        kind: "email-taken",
        detail: "There is an account with this e-mail address."
      )
    case .emailOfAnother:
      self.init(
        status: 409,
        kind: "email-of-another",
        detail: "There is an account with this e-mail address; sign in to it first."
      )
    case .unfitEmail:
      self.init(status: 400, kind: "unfit-email", detail: "This is no e-mail address.")
    case .unfitName:
      self.init(status: 400, kind: "unfit-name", detail: "A name has 1 to 100 characters.")
    case .unfitPassword:
      self.init(
        status: 400,
        kind: "unfit-password",
        detail: "A password has 8 characters to 256 bytes."
      )
    case .wrongSignIn:
      self.init(
        status: 401,
        kind: "wrong-sign-in",
        detail: "The e-mail address or the password is not right."
      )
    case .wrongPassword:
      self.init(
        status: 403,
        kind: "wrong-password",
        detail: "The present password is not right."
      )
    case .passwordNeeded:
      self.init(
        status: 403,
        kind: "password-needed",
        detail: "This cannot be undone, and needs the member's password."
      )
    case .signInNeeded:
      self.init(
        status: 403,
        kind: "sign-in-needed",
        detail: "This cannot be undone, and needs a member who signed in within ten minutes."
      )
    case .busy: self.init(PadError.passphrasesBusy)
    case .secretUnknown:
      self.init(
        status: 404,
        kind: "secret-unknown",
        detail: "This invitation, or way to a new password, was used, has ended or never was."
      )
    case .storage(let error): self.init(PadError.storage(error))
    }
  }

  static let notSignedIn = Problem(
    status: 401,
    kind: "not-signed-in",
    detail: "This needs somebody who is signed in."
  )

  /// What is said to who tries passwords too fast.
  static func tooManySignIns(waiting seconds: Int) -> Problem {
    Problem(
      status: 429,
      kind: "too-many-sign-ins",
      detail: "Too many passwords were tried; wait \(seconds) seconds.",
      headers: ["Retry-After": "\(seconds)"]
    )
  }
}

/// Does something with accounts and tells its failure as a problem.
func namingAccounts<Value: Sendable>(
  _ body: () async throws(AccountError) -> Value
) async throws(Problem) -> Value {
  do {
    return try await body()
  } catch {
    throw Problem(error)
  }
}
