// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Letters about what changed in a member's pads: how often, and no more.
struct DigestRoutes: Sendable {
  let members: Members

  private var pads: PadHouse { members.pads }

  /// Letters that are about can be stopped also where none are sent any more.
  var routes: [Route] { members.sendsLetters ? [setting, choose, stop] : [stop] }

  /// Where letters are stopped.
  static let stopPath = "/digest/stop"
  /// The most pads that are followed at once.
  private static let maximumPads = 60
  private static let off = "off"

  /// The address that stops somebody's letters.
  static func stopAddress(
    of account: AccountID,
    publicURL: String,
    by signer: GuestSigner
  ) -> String {
    "\(publicURL)\(stopPath)?letter=\(signer.stopToken(of: account))"
  }

  private static let letter = Operation.Parameter(
    name: "letter",
    description: "what stands in the letter",
    schema: .text(maximumBytes: 128)
  )

  private static let described = Schema.object([
    .init(name: "frequency", schema: .text(maximumBytes: 8), isRequired: true),
    .init(name: "language", schema: .text(maximumBytes: 2)),
    .init(name: "next", schema: .formatted("date-time")),
  ])

  private var setting: Route {
    Route(
      method: "GET",
      path: "/api/v1/me/digest",
      operation: Operation(
        summary: "How often the member is written to about what others change in their pads",
        success: (200, .json(Self.described)),
        problems: [401]
      ),
      action: .respond { [self] request throws(Problem) in
        guard let login = members.cookies.login(of: request.head) else { throw .notSignedIn }
        return Self.response(
          to: try await naming { () throws(PadError) in try await pads.digest(of: login.account) }
        )
      }
    )
  }

  private var choose: Route {
    Route(
      method: "PUT",
      path: "/api/v1/me/digest",
      operation: Operation(
        summary: "Has the member written to \"daily\", \"weekly\" or not at all (\"off\") about "
          + "their own pads, those they open from now on, and some they have opened",
        body: .json(
          .object([
            .init(name: "frequency", schema: .text(maximumBytes: 8), isRequired: true),
            .init(name: "language", schema: .text(maximumBytes: 2)),
            .init(
              name: "pads",
              schema: .list(of: .text(maximumBytes: 128), maximumCount: Self.maximumPads)
            ),
          ])
        ),
        success: (200, .json(Self.described)),
        problems: [400, 401, 403, 409, 413, 415, 429, 507]
      ),
      maximumBodyBytes: 16_384,
      action: .respond { [self] request throws(Problem) in
        try members.refuseOthers(request.head)
        guard let login = members.cookies.login(of: request.head) else { throw .notSignedIn }
        let wish = request.json["frequency"]?.text ?? ""
        if wish == Self.off {
          try await naming { () throws(PadError) in try await pads.stopDigest(of: login.account) }
          return Self.response(to: nil)
        }
        guard let frequency = DigestFrequency(rawValue: wish) else {
          throw .invalidBody("\"frequency\" is neither daily, weekly nor off.")
        }
        guard pads.accounts.account(login.account)?.email != nil else { throw .noEmail }
        let language = MailLanguage(rawValue: request.json["language"]?.text ?? "") ?? .fr
        let setting = try await naming { () throws(PadError) in
          try await pads.sendDigests(to: login.account, frequency, in: language)
        }
        if case .array(let names)? = request.json["pads"] {
          try await follow(names.compactMap(\.text), by: login.account, request.head)
        }
        return Self.response(to: setting)
      }
    )
  }

  private var stop: Route {
    Route(
      method: "POST",
      path: "/digest/stop",
      operation: Operation(
        summary: "Stops the letters of whoever holds one; mail programs ask for it so (RFC 8058)",
        parameters: [Self.letter],
        success: (204, .none),
        problems: [403, 404, 429, 507]
      ),
      maximumBodyBytes: Members.maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let text = request.head.target.parameter("letter") ?? ""
        guard let account = members.cookies.signer.account(stoppedBy: text) else {
          throw .unknownLetter
        }
        try await naming { () throws(PadError) in try await pads.stopDigest(of: account) }
        return HTTPResponse(status: 204, headers: [:])
      }
    )
  }

  /// Follows what the member has opened before; what they may not come into any more is left out.
  private func follow(
    _ names: [String],
    by account: AccountID,
    _ head: RequestHead
  ) async throws(Problem) {
    for name in names {
      guard let address = PadAddress(name) else { continue }
      do throws(PadError) {
        try await pads.follow(try await members.visitors.enter(address, head: head), by: account)
      } catch .tooManyGuesses {
        return
      } catch .accessEnded, .signedOut, .sharingUnreadable {
        continue
      } catch {
        throw Problem(error)
      }
    }
  }

  private static func response(to setting: DigestSetting?) -> HTTPResponse {
    guard let setting else { return .json(["frequency": .string(off)]) }
    return .json([
      "frequency": .string(setting.frequency.rawValue),
      "language": .string(setting.language.rawValue), "next": PadShape.timestamp(setting.due),
    ])
  }
}

extension Problem {
  static let unknownLetter = Problem(
    status: 404,
    kind: "unknown-letter",
    detail: "No letter of this server's holds this address."
  )
  static let noEmail = Problem(
    status: 409,
    kind: "no-email",
    detail: "This account has no e-mail address to write to."
  )
}
