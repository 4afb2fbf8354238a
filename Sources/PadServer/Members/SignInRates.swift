// SPDX-License-Identifier: Apache-2.0

import Pads
import Synchronization

/// Bounds how fast passwords can be tried, without locking anybody out of their own account.
///
/// Tries for one e-mail address are counted together, wherever they come from, but not with those of
/// addresses from where somebody has signed in with it: there the right person goes on while
/// strangers must wait.
final class SignInRates: Sendable {
  private static let maximumFamiliar = 10_000

  private let ofAddress: ChangeRates
  private let ofEmail: ChangeRates
  private let familiar = Mutex<Set<String>>([])

  init(perMinuteOfAddress: Int, perMinuteOfEmail: Int) {
    ofAddress = ChangeRates(perMinute: perMinuteOfAddress)
    ofEmail = ChangeRates(perMinute: perMinuteOfEmail)
  }

  /// Counts a try, before it is checked.
  ///
  /// - Returns: How many seconds to wait instead; nil to go on.
  func secondsToWait(_ email: String, from address: String) -> Int? {
    guard ofAddress.take(from: address) else { return ofAddress.secondsToWait }
    guard ofEmail.take(from: purse(of: email, from: address)) else { return ofEmail.secondsToWait }
    return nil
  }

  /// Notes that a try was not looked at: it counts no more.
  func noteUnchecked(_ email: String, from address: String) {
    ofAddress.giveBack(to: address)
    ofEmail.giveBack(to: purse(of: email, from: address))
  }

  /// Notes that a try was right: it counts no more, and the address is known.
  func noteSuccess(_ email: String, from address: String) {
    noteUnchecked(email, from: address)
    familiar.withLock { familiar in
      if familiar.count >= Self.maximumFamiliar { familiar = [] }
      familiar.insert(Self.place(email, address))
    }
  }

  private func purse(of email: String, from address: String) -> String {
    let place = Self.place(email, address)
    return familiar.withLock { $0.contains(place) } ? place : Self.normal(email)
  }

  private static func place(_ email: String, _ address: String) -> String {
    "\(address) \(normal(email))"
  }

  private static func normal(_ email: String) -> String { EmailAddress(email)?.text ?? "" }
}
