// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A script in Node, or in Python when its name ends so, asked over its standard input and output:
/// the peers' own code as an oracle.
///
/// The process serves any number of questions, one after the other, until the tests end and with them
/// its input. The frames are those of `Tests/Interop/Node/frames.mjs`. The actor waits for answers on
/// a thread of its own, because the threads of the other tests are few.
public actor NodePeer {
  private let executor = QueueExecutor()
  private let process: SpawnedProgram
  private let input = Pipe()
  private let output = Pipe()

  /// A process that runs a script: one of a few for all tests, as many as there are processors.
  ///
  /// - Parameter script: Its path from the package's folder.
  /// - Returns: A peer, which others ask too; each question stands alone.
  /// - Throws: What starting a process throws.
  public static func running(_ script: String) throws -> NodePeer {
    try pool.withLock { pool in
      let number = pool.served % ProcessInfo.processInfo.activeProcessorCount
      pool.served += 1
      let key = "\(script) \(number)"
      if let peer = pool.peers[key] { return peer }
      let peer = try NodePeer(script: script)
      pool.peers[key] = peer
      return peer
    }
  }

  private struct Pool {
    var peers: [String: NodePeer] = [:]
    var served = 0
  }

  private static let pool = Mutex(Pool())

  private init(script: String) throws {
    Self.ignoreBrokenPipes
    let runner = script.hasSuffix(".py") ? Self.python : "node"
    process = try SpawnedProgram(
      [runner, "\(ProjectRoot.path)/\(script)"],
      input: input.fileHandleForReading,
      output: output.fileHandleForWriting
    )
    try input.fileHandleForReading.close()
    try output.fileHandleForWriting.close()
  }

  /// The thread that waits for answers.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Asks a question and waits for the answer.
  ///
  /// - Parameters:
  ///   - question: The question, sent as JSON.
  ///   - blobs: Bytes sent with it.
  ///   - type: What the answer's JSON holds.
  /// - Returns: The answer and the bytes that came with it.
  /// - Throws: ``NodePeerError``, or what reading and writing throw.
  public func ask<Answer: Decodable & Sendable>(
    _ question: some Encodable & Sendable,
    with blobs: [[UInt8]] = [],
    answer type: Answer.Type
  ) throws -> (Answer, blobs: [[UInt8]]) {
    let parts = try [[UInt8](JSONEncoder().encode(question))] + blobs
    var body = Data()
    for part in parts {
      body.append(contentsOf: bigEndian(part.count))
      body.append(contentsOf: part)
    }
    try input.fileHandleForWriting.write(contentsOf: Data(bigEndian(body.count)) + body)
    let length = Int(try number(in: read(4)[...]))
    let answered = try split(read(length))
    guard let header = answered.first else { throw NodePeerError.invalidFrame }
    if let failure = try? JSONDecoder().decode(Failure.self, from: Data(header)) {
      throw NodePeerError.failed(failure.error)
    }
    return (try JSONDecoder().decode(type, from: Data(header)), Array(answered.dropFirst()))
  }

  /// Whether peers can run here; otherwise their tests are skipped, except under `make test`.
  public static let isAvailable: Bool = {
    let environment = ProcessInfo.processInfo.environment
    if environment["ENCRIER_REQUIRE_PEERS"] == "1" { return true }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/node") }
      && FileManager.default.fileExists(atPath: "/usr/share/nodejs/yjs/package.json")
  }()

  /// Whether yrs can be asked too, through pycrdt as `scripts/setup test` installs it; likewise.
  public static let hasPycrdt: Bool = {
    if ProcessInfo.processInfo.environment["ENCRIER_REQUIRE_PEERS"] == "1" { return true }
    let libraries = "\(ProjectRoot.path)/.venv/lib"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries)) ?? []
    return versions.contains {
      FileManager.default.fileExists(atPath: "\(libraries)/\($0)/site-packages/pycrdt")
    }
  }()

  /// The Python that `scripts/setup` made.
  private static let python = "\(ProjectRoot.path)/.venv/bin/python"

  /// The error a script answers with.
  private struct Failure: Decodable {
    let error: String
  }

  /// Writing to a peer that died must throw, not end the tests.
  private static let ignoreBrokenPipes: Void = {
    signal(SIGPIPE, SIG_IGN)
  }()

  private func bigEndian(_ count: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0) }
  }

  private func number(in bytes: ArraySlice<UInt8>) throws -> UInt32 {
    guard bytes.count == 4 else { throw NodePeerError.invalidFrame }
    return bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let chunk = try output.fileHandleForReading.read(upToCount: count - bytes.count)
      guard let chunk, !chunk.isEmpty else { throw NodePeerError.ended }
      bytes += chunk
    }
    return bytes
  }

  private func split(_ body: [UInt8]) throws -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = body[...]
    while !rest.isEmpty {
      let length = Int(try number(in: rest.prefix(4)))
      rest = rest.dropFirst(4)
      guard rest.count >= length else { throw NodePeerError.invalidFrame }
      parts.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return parts
  }
}
