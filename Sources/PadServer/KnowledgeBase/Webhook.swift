// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Publishing
import WebClient

/// An address that is told what is published and withdrawn.
public struct Webhook: Sendable {
  /// Why news was not taken.
  public enum Failure: Error, Equatable, Sendable {
    /// It is no address that can be asked.
    case unfitAddress
    /// The address is of this machine or a network around it, which was not allowed.
    case privateAddress
    /// The answer was another than that it was taken.
    case refused(status: Int)
    /// There was no answer.
    case unanswered
  }

  /// Where it is.
  public let url: String
  private let secret: String?
  private let client: WebClient

  /// Names an address.
  ///
  /// - Parameters:
  ///   - url: An http or https address.
  ///   - secret: What news is signed by; nil to sign none.
  ///   - allowsPrivate: Whether it may be of this machine or a network around it.
  public init(url: String, secret: String? = nil, allowsPrivate: Bool = false) {
    self.url = url
    self.secret = secret
    let host = URLComponents(string: url)?.host
    client = WebClient(configuredHosts: allowsPrivate ? host.map { [$0] } ?? [] : [])
  }

  /// Whether a text can be the address of one.
  ///
  /// - Parameter url: Any text.
  /// - Returns: Whether it is an http or https address with a host.
  public static func isFit(_ url: String) -> Bool {
    ["http://", "https://"].contains(where: url.hasPrefix)
      && URLComponents(string: url)?.host.map { !$0.isEmpty } ?? false
  }

  /// Tells news.
  ///
  /// - Parameters:
  ///   - news: The news; the same one may be told twice, which its name shows.
  ///   - pauses: How long it is waited before each further try, where one more may help.
  /// - Throws: ``Failure`` when it was not taken.
  public func tell(
    _ news: EditionNews,
    pauses: [Duration] = []
  ) async throws(Failure) {
    var pauses = pauses[...]
    while true {
      do throws(Failure) {
        return try await post(news)
      } catch {
        guard error.mayPass, let pause = pauses.popFirst() else { throw error }
        try? await Task.sleep(for: pause)
      }
    }
  }

  private func post(_ news: EditionNews) async throws(Failure) {
    var headers = [
      "X-Encrier-Delivery: \(WebClient.escaped(news.name))"
    ]
    if let secret { headers.append("X-Encrier-Signature: \(news.signature(by: secret))") }
    let status: Int
    do throws(WebClientError) {
      status = try await client.post(
        news.json,
        as: "application/json",
        to: url,
        headers: headers
      ).status
    } catch {
      switch error {
      case .unfitAddress: throw .unfitAddress
      case .privateAddress: throw .privateAddress
      // Whatever was said after it: it was said.
      case .tooLong: return
      case .failed, .unanswered: throw .unanswered
      }
    }
    guard (200..<300).contains(status) else { throw .refused(status: status) }
  }
}

extension Webhook.Failure {
  /// Whether it may go better in a while.
  fileprivate var mayPass: Bool {
    switch self {
    case .unfitAddress, .privateAddress: false
    case .refused(let status): status >= 500 || [408, 425, 429].contains(status)
    case .unanswered: true
    }
  }
}
