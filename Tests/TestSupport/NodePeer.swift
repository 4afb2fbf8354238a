// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A script in Node, asked over its standard input and output: the peers' own code as an oracle.
///
/// One test holds one peer: the process serves any number of questions, one after the other, and ends
/// with the object. The frames are those of `Tests/Interop/Node/frames.mjs`.
public final class NodePeer {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Starts a script.
  ///
  /// - Parameter script: Its path from the package's folder.
  /// - Throws: What starting a process throws, when there is no Node.
  public init(script: String) throws {
    Self.ignoreBrokenPipes
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["node", "\(ProjectRoot.path)/\(script)"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try output.fileHandleForWriting.close()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.terminate()
    process.waitUntilExit()
  }

  /// Asks a question and waits for the answer.
  ///
  /// - Parameters:
  ///   - question: The question, sent as JSON.
  ///   - blobs: Bytes sent with it.
  ///   - type: What the answer's JSON holds.
  /// - Returns: The answer and the bytes that came with it.
  /// - Throws: ``NodePeerError``, or what reading and writing throw.
  public func ask<Answer: Decodable>(
    _ question: some Encodable,
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
