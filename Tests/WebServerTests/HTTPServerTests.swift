// SPDX-License-Identifier: Apache-2.0

import Logging
import Testing
import WebServer
import WebTestSupport

@Suite("HTTP over a socket", .timeLimit(.minutes(10)))
struct HTTPServerTests {
  @Test("answers requests on one connection, one after the other")
  func keepsAlive() async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      for index in 0..<3 {
        let response = try await client.request("GET", "/a/b%20\(index)?x=1")
        #expect(response.status == 200)
        #expect(response.text == "GET [\"a\", \"b \(index)\"] 0\n")
        #expect(response.headers["x-content-type-options"] == "nosniff")
        #expect(response.headers["date"]?.hasSuffix("GMT") == true)
      }
    }
  }

  @Test("answers on the same connection after a request it refused", arguments: ["GET", "HEAD"])
  func goesOnAfterRefusal(method: String) async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      for _ in 0..<2 {
        #expect(try await client.request(method, "/private").status == 403)
        #expect(try await client.request("GET", "/y").text == "GET [\"y\"] 0\n")
      }
    }
  }

  @Test("answers pipelined requests in order")
  func pipelines() async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      let one = "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
      let two = "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
      try await client.send(one + two + one)
      #expect(try await client.readResponse().text.hasPrefix("GET [\"1\"]"))
      #expect(try await client.readResponse().text == "POST [\"2\"] 3\nabc")
      #expect(try await client.readResponse().text.hasPrefix("GET [\"1\"]"))
    }
  }

  @Test("understands a request that comes byte by byte")
  func takesSingleBytes() async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      for byte in "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok".utf8 {
        try await client.send([byte])
      }
      #expect(try await client.readResponse().text == "POST [\"x\"] 2\nok")
    }
  }

  @Test("leaves the body out of the answer to HEAD")
  func answersHead() async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      let response = try await client.request("HEAD", "/x")
      #expect(response.headers["content-length"] == "13")
      #expect(try await client.request("GET", "/y").text == "GET [\"y\"] 0\n")
    }
  }

  @Test("asks for a body only after admitting its head")
  func continues() async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      let head = "POST /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: "
      try await client.send(head + "2\r\n\r\n")
      #expect(try await client.readHead() == "HTTP/1.1 100 Continue\r\n\r\n")
      try await client.send("ok")
      #expect(try await client.readResponse().status == 200)
      try await client.send(head + "2000\r\n\r\n")
      #expect(try await client.readResponse().status == 413)
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  private static let ambiguousRequests: [(request: String, status: Int)] = [
    ("GET / HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    ("GET / HTTP/1.1\nHost: a\n\n\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", 400),
    ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("junk\r\n\r\n", 400),
    ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ("PRI * HTTP/2.0\r\n\r\n", 505),
    ("GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /a%5Cb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /a%FFb HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /a%2 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
    (
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
      400
    ),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n", 413),
  ]

  @Test("refuses what could be understood in two ways, and hangs up", arguments: ambiguousRequests)
  func refuses(request: String, status: Int) async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      try await client.send(request)
      let response = try await client.readResponse()
      #expect(response.status == status)
      #expect(response.headers["connection"] == "close")
      #expect(response.headers["content-type"] == "application/problem+json")
      #expect(response.headers["x-content-type-options"] == "nosniff")
      #expect(try await client.readToEnd().isEmpty, "nothing is answered twice")
    }
  }

  @Test("refuses heads of a megabyte, ten thousand headers and endless targets")
  func boundsHeads() async throws {
    try await withServer { port, _ in
      let start = "GET / HTTP/1.1\r\nHost: a\r\n"
      let long = "X: " + String(repeating: "x", count: 1_000_000)
      let many = String(repeating: "A: b\r\n", count: 10_000)
      let target = "GET /" + String(repeating: "x", count: 200_000)
      for (request, status) in [(start + long, 431), (start + many, 431), (target, 414)] {
        let client = try RawClient(port: port)
        // The server may hang up before it has heard everything.
        try? await client.send(request + "\r\n\r\n")
        #expect(try await client.readResponse().status == status)
      }
      let few = start + String(repeating: "A: b\r\n", count: 100) + "\r\n"
      let client = try RawClient(port: port)
      try await client.send(few)
      #expect(try await client.readResponse().status == 431)
    }
  }

  @Test("answers a refused head without reading its body, and hangs up")
  func refusesByHead() async throws {
    try await withServer { port, _ in
      let client = try RawClient(port: port)
      try await client.send("POST /private HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET ")
      #expect(try await client.readResponse().status == 403)
      #expect(try await client.readToEnd().isEmpty)
    }
  }

  @Test("hangs up on heads and bodies that never end")
  func timesOut() async throws {
    var limits = ServerLimits()
    limits.headTimeout = .seconds(1)
    limits.bodyTimeout = .seconds(1)
    try await withServer(limits: limits) { port, _ in
      let slowHead = try RawClient(port: port)
      let slowBody = try RawClient(port: port)
      let silent = try RawClient(port: port)
      try await slowHead.send("GET / HTTP/1.1\r\nHost: a\r\n")
      try await slowBody.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
      #expect(try await slowHead.readResponse().status == 408)
      #expect(try await slowBody.readResponse().status == 408)
      #expect(try await silent.readToEnd().isEmpty)
    }
  }

  @Test("serves two hundred connections at once, over several loops", arguments: [1, 3])
  func servesMany(loopCount: Int) async throws {
    try await withServer(loopCount: loopCount) { port, _ in
      let clients = try (0..<200).map { _ in try RawClient(port: port) }
      for (index, client) in clients.enumerated() {
        try await client.send("GET /\(index) HTTP/1.1\r\nHost: h\r\n\r\n")
      }
      for (index, client) in clients.enumerated() {
        #expect(try await client.readResponse().text == "GET [\"\(index)\"] 0\n")
      }
    }
  }

  @Test("closes connections beyond the limit and serves the others")
  func boundsConnections() async throws {
    var limits = ServerLimits()
    limits.maximumConnections = 2
    try await withServer(limits: limits) { port, _ in
      let first = try RawClient(port: port)
      let second = try RawClient(port: port)
      #expect(try await first.request("GET", "/").status == 200)
      #expect(try await second.request("GET", "/").status == 200)
      let third = try RawClient(port: port)
      #expect(try await third.readToEnd().isEmpty)
      #expect(try await first.request("GET", "/").status == 200)
    }
  }

  @Test("says which port is taken")
  func reportsBusyPort() async throws {
    try await withServer { port, application in
      #expect(throws: ServerError.portInUse(host: "127.0.0.1", port: port)) {
        try HTTPServer(
          application: application,
          host: "127.0.0.1",
          port: port,
          logger: Logger(label: "test")
        )
      }
    }
  }

  @Test("is gone after shutting down")
  func shutsDown() async throws {
    let server = try HTTPServer(
      application: EchoApplication(),
      host: "127.0.0.1",
      port: 0,
      logger: Logger(label: "test")
    )
    let idle = try RawClient(port: server.port)
    #expect(try await idle.request("GET", "/").status == 200)
    await server.shutDown()
    #expect(try await idle.readToEnd().isEmpty)
    #expect(server.connectionCount == 0)
    #expect(throws: RawClientError.self) { try RawClient(port: server.port) }
  }
}
