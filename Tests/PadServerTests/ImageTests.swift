// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing
import WebTestSupport

@testable import PadServer

@Suite("Images", .timeLimit(.minutes(1)))
struct ImageTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

  private func send(_ bytes: [UInt8], as type: String, to server: TestServer) async throws
    -> RawResponse
  {
    try await server.request(
      "POST",
      "/api/v1/pads/a/images",
      headers: ["Content-Type: \(type)"],
      body: bytes
    )
  }

  @Test("are kept once under their content's hash and served as what they are, for ever")
  func keeps() async throws {
    try await TestServer.run { server in
      var addresses: Set<String> = []
      for _ in 0..<2 {
        let response = try await send(Self.png, as: "image/png", to: server)
        #expect(response.status == 201)
        addresses.insert(try #require(response.headers["location"]))
      }
      let address = try #require(addresses.first)
      #expect(addresses.count == 1)
      // printf '\211PNG\r\n\032\n\001\002\003' | sha256sum
      #expect(
        address
          == "/images/7f47b756761a46e6d4a4d96f0d8a4448f8449235009d1f3ad1493f5c773c19e8.png"
      )
      let image = try await server.request("GET", address)
      #expect(image.body == Self.png)
      #expect(image.headers["content-type"] == "image/png")
      #expect(image.headers["cache-control"] == "public, max-age=31536000, immutable")
      #expect(image.headers["content-security-policy"]?.contains("sandbox") == true)
      #expect(image.headers["x-content-type-options"] == "nosniff")
    }
  }

  @Test(
    "are known by their content, whatever they claim to be",
    arguments: ["<svg onload='alert(1)'/>", "<html>", "", "\u{FF}", "GIF8", "RIFF0000WAVE"]
  )
  func refuses(content: String) async throws {
    try await TestServer.run { server in
      let response = try await send(Array(content.utf8), as: "image/png", to: server)
      #expect(response.status == 415)
      let other = try await send(Self.png, as: "image/svg+xml", to: server)
      #expect(other.status == 415)
    }
  }

  @Test("are refused beyond 5 MiB, and from pages of other sites")
  func limits() async throws {
    try await TestServer.run { server in
      let large = Self.png + [UInt8](repeating: 0, count: 5 << 20)
      #expect(try await send(large, as: "image/png", to: server).status == 413)
      let foreign = try await server.request(
        "POST",
        "/api/v1/pads/a/images",
        headers: ["Content-Type: image/png", "Origin: https://elsewhere.example"],
        body: Self.png
      )
      #expect(foreign.status == 403)
    }
  }

  @Test(
    "are not found under a name they do not have",
    arguments: ["/images/x.png", "/images/", "/images/\(String(repeating: "0", count: 64)).png"]
  )
  func missing(target: String) async throws {
    try await TestServer.run { server in
      let response = try await server.request("GET", target)
      #expect(response.status == 404)
    }
  }

  /// A picture unlike any of another number.
  private static func png(_ number: UInt8) -> [UInt8] { png + [number] }

  private func problem(_ number: UInt8, to pad: String, of server: TestServer) async throws
    -> String?
  {
    let response = try await server.request(
      "POST",
      "/api/v1/pads/\(pad)/images",
      headers: ["Content-Type: image/png"],
      body: Self.png(number)
    )
    #expect(response.status == (response.problem == nil ? 201 : 507))
    return response.problem
  }

  @Test("have a bound for each pad and for all together, each with its own error")
  func quotas() async throws {
    var limits = ImageLimits()
    limits.minimumBytes = 100
    limits.maximumBytesPerPad = 250
    limits.maximumTotalBytes = 350
    try await TestServer.run(imageLimits: limits) { server in
      let sendings: [(number: UInt8, pad: String, problem: String?)] = [
        (1, "a", nil), (2, "a", nil), (3, "a", "pad-images-full"),
        // What is kept already takes no room.
        (2, "a", nil), (1, "b", nil),
        (3, "b", nil), (4, "b", "images-full"), (5, "c", "images-full"),
      ]
      for sending in sendings {
        let found = try await problem(sending.number, to: sending.pad, of: server)
        #expect(found == sending.problem)
      }
    }
  }

  @Test("count once when many send the same at once")
  func together() async throws {
    var limits = ImageLimits()
    limits.minimumBytes = 100
    limits.maximumBytesPerPad = 900
    try await TestServer.run(imageLimits: limits) { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let found = try await problem(1, to: "a", of: server)
            #expect(found == nil)
          }
        }
        try await group.waitForAll()
      }
      // Eight more fit, so the one counted once.
      for number in 2...10 {
        let found = try await problem(UInt8(number), to: "a", of: server)
        #expect(found == (number < 10 ? nil : "pad-images-full"))
      }
    }
  }
}
