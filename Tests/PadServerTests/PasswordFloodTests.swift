// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Synchronization
import Testing
import WebTestSupport

@testable import PadServer

/// Whether something is over.
private final class Flag: Sendable {
  private let state = Mutex(false)

  var isUp: Bool { state.withLock { $0 } }

  func raise() { state.withLock { $0 = true } }
}

// Hashing passwords keeps a processor busy, and other tests measure time.
@Suite("A flood of passwords", .serialized, .timeLimit(.minutes(5)))
struct PasswordFloodTests {
  private static func signIn(
    _ email: String,
    from address: String,
    on server: TestServer
  ) async throws -> RawResponse {
    try await server.request(
      "POST",
      "/api/v1/sessions",
      headers: ["X-Forwarded-For: \(address)", "Content-Type: application/json"],
      body: Array(#"{"email": "\#(email)", "password": "une phrase longue"}"#.utf8)
    )
  }

  private static let count = 24

  /// So many sign-ins at once from one address, as nobody.
  private static func flood(_ server: TestServer, _ isOver: Flag) async throws -> [RawResponse] {
    defer { isOver.raise() }
    return try await withThrowingTaskGroup(of: RawResponse.self) { group in
      for number in 0..<count {
        group.addTask {
          try await signIn("\(number)@exemple.fr", from: "203.0.113.1", on: server)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Somebody who signs in from elsewhere and reads a pad, again and again; each time reading took.
  private static func others(
    _ server: TestServer,
    _ isOver: Flag
  ) async throws -> (statuses: [Int], readings: [Duration]) {
    var statuses: [Int] = []
    var readings: [Duration] = []
    while !isOver.isUp {
      let answer = try await signIn("anne@exemple.fr", from: "198.51.100.7", on: server)
      statuses.append(answer.status)
      let begun = ContinuousClock.now
      let text = try await server.request("GET", "/api/v1/pads/a/text")
      if text.status == 200 { readings.append(begun.duration(to: .now)) }
    }
    return (statuses, readings)
  }

  @Test("is refused beyond a bound, which passes; others sign in and read meanwhile")
  func flood() async throws {
    var limits = PadLimits()
    limits.maximumWaitingPassphrases = 4
    limits.maximumWaitingPassphrasesOfOne = 2
    try await TestServer.run(
      limits: limits,
      configure: { configuration in
        configuration.trustedProxies = [AddressRange("127.0.0.1")].compactMap(\.self)
      }
    ) { server in
      _ = try await server.member("anne@exemple.fr", password: "une phrase longue")
      _ = try await server.start("a")
      let isOver = Flag()
      async let flooded = Self.flood(server, isOver)
      async let served = Self.others(server, isOver)
      let (flood, others) = (try await flooded, try await served)
      let busy = flood.filter { $0.status == 503 }
      #expect(busy.count >= 8 && busy.count < Self.count, "\(busy.count)")
      for response in busy {
        #expect(response.problem == "passwords-busy" && response.headers["retry-after"] == "5")
      }
      #expect(flood.allSatisfy { $0.status == 503 || $0.problem == "wrong-sign-in" })
      #expect(!others.statuses.isEmpty && others.statuses.allSatisfy { $0 == 200 })
      #expect(others.readings.count == others.statuses.count)
      #expect(others.readings.allSatisfy { $0 < .seconds(5) }, "\(others.readings)")
      // Nothing is left of it, and what was not looked at counts as no try.
      let after = try await Self.signIn("anne@exemple.fr", from: "203.0.113.1", on: server)
      #expect(after.status == 200)
    }
  }
}
