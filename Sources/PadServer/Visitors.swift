// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Finds out who comes to a pad, by which name, and what they may do there: for every route.
struct Visitors: Sendable {
  let pads: PadHouse
  let guests: GuestCookies
  let guesses: GuessRates

  /// Lets a request in that needs at least a role.
  func visit(_ request: RoutedRequest, needing role: Role) async throws(Problem) -> Visit {
    let address = try request.address
    let visit: Visit
    do throws(PadError) {
      visit = try await enter(address, head: request.head)
    } catch {
      throw Problem(error)
    }
    guard visit.grant.role >= role else { throw .beyondRole(needing: role) }
    return visit
  }

  /// Finds what a visitor may do; share names that lead nowhere are counted as guesses.
  func enter(_ address: PadAddress, head: RequestHead) async throws(PadError) -> Visit {
    do throws(PadError) {
      return try await pads.visit(address, as: guests.identity(of: head)) { link in
        guests.hasKey(to: link, head)
      }
    } catch .accessEnded(.link) {
      guard guesses.mayMiss(from: CountedAddress.of(head.peerAddress)) else {
        throw .tooManyGuesses
      }
      throw .accessEnded(.link)
    } catch {
      throw error
    }
  }
}

/// Bounds how fast names and passphrases of links can be tried.
///
/// A share name cannot be guessed in any time, so that trying only costs the one who tries. A
/// passphrase can: whoever tries too many of one link must wait, right or wrong, and all who try
/// that link must when too many do.
struct GuessRates: Sendable {
  private let names: ChangeRates
  private let ofAddress: ChangeRates
  private let ofLink: ChangeRates

  init(
    namesPerMinute: Int,
    passphrasesPerMinute: Int,
    passphrasesOfLinkPerMinute: Int
  ) {
    names = ChangeRates(perMinute: namesPerMinute)
    ofAddress = ChangeRates(perMinute: passphrasesPerMinute)
    ofLink = ChangeRates(perMinute: passphrasesOfLinkPerMinute)
  }

  /// Counts a name that led nowhere.
  func mayMiss(from address: String) -> Bool { names.take(from: address) }

  /// Counts a try of a passphrase, before it is checked.
  func mayTry(_ name: ShareName, from address: String) -> Bool {
    ofAddress.take(from: "\(address) \(name.text)") && ofLink.take(from: name.text)
  }
}

extension Problem {
  /// What is said when somebody's role is too low.
  static func beyondRole(needing role: Role) -> Problem {
    Problem(
      status: 403,
      kind: "beyond-role",
      detail: "This needs the role of \(role.rawValue) in this pad.",
      members: ["needed": .string(role.rawValue)]
    )
  }
}
