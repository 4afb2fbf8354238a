// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The program `git`, on one repository and nothing else: neither hooks nor what users or the system
/// configured have a say, and it asks nobody anything.
struct GitProgram: Sendable {
  /// What of the environment it keeps: how others are reached and by which key tags are signed.
  private static let kept = [
    "PATH", "SSH_AUTH_SOCK", "GIT_ASKPASS", "GNUPGHOME", "http_proxy",
    "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
  ]

  private static let configuration = [
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.autocrlf=false",
    "core.attributesFile=/dev/null", "core.excludesFile=/dev/null", "core.symlinks=false",
    "core.quotePath=false", "gc.auto=0", "maintenance.auto=false", "commit.gpgSign=false",
    "tag.gpgSign=false", "push.gpgSign=false", "push.recurseSubmodules=no",
    "fetch.recurseSubmodules=no", "transfer.fsckObjects=true", "protocol.allow=never",
    "protocol.file.allow=always", "protocol.ssh.allow=always", "protocol.https.allow=always",
    "protocol.http.allow=always", "protocol.git.allow=always", "core.gitProxy=none",
    "credential.helper=", "gpg.program=gpg", "user.name=\(GitNames.committer)",
    "user.email=\(GitNames.email)",
  ]

  /// The folder whose files the repository keeps.
  let path: String
  private let executable: String
  private let environment: [String]

  /// Finds the program.
  ///
  /// - Parameter path: The folder.
  /// - Throws: ``KnowledgeBaseError/program(_:reason:)`` when it is not there.
  init(_ path: String) throws(KnowledgeBaseError) {
    self.path = URL(fileURLWithPath: path).path
    let outer = ProcessInfo.processInfo.environment
    let folders = (outer["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    guard
      let executable = folders.map({ "\($0)/git" })
        .first(where: FileManager.default.isExecutableFile)
    else { throw .program("git", reason: "not found") }
    self.executable = executable
    var environment = Self.kept.compactMap { name in outer[name].map { "\(name)=\($0)" } }
    if outer["GNUPGHOME"] == nil, let home = outer["HOME"] {
      environment.append("GNUPGHOME=\(home)/.gnupg")
    }
    self.environment =
      environment + [
        "HOME=/nonexistent", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
        // Stronger than what the folder's own configuration says.
        "GIT_ALLOW_PROTOCOL=file:ssh:https:http:git",
        "GIT_SSH_COMMAND=\(outer["GIT_SSH_COMMAND"] ?? "ssh")", "GIT_ATTR_NOSYSTEM=1",
        "GIT_TERMINAL_PROMPT=0", "LC_ALL=C.UTF-8", "TZ=UTC",
      ]
  }

  /// Runs a command of it.
  ///
  /// - Parameters:
  ///   - arguments: The command and its arguments.
  ///   - input: What it reads.
  ///   - date: What time it takes for now, in milliseconds since 1970; nil for the clock's.
  ///   - patience: How long it may take, in seconds.
  /// - Returns: What it wrote.
  /// - Throws: ``KnowledgeBaseError/program(_:reason:)`` with its last words.
  @discardableResult
  func run(
    _ arguments: [String],
    input: [UInt8] = [],
    date: Int64? = nil,
    within patience: Int = 600
  ) async throws(KnowledgeBaseError) -> String {
    let bytes = try await bytes(arguments, input: input, date: date, within: patience)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs a command of it, as ``run(_:input:date:within:)`` does, for bytes of any kind.
  func bytes(
    _ arguments: [String],
    input: [UInt8] = [],
    date: Int64? = nil,
    within patience: Int = 600
  ) async throws(KnowledgeBaseError) -> [UInt8] {
    let end = try await end(arguments, input, date, patience)
    guard end.isDone else {
      let words = String(decoding: end.errors, as: UTF8.self)
        .split(separator: "\n").suffix(3).joined(separator: " ")
      throw .program("git", reason: String(words.prefix(500)))
    }
    return end.output
  }

  /// What a command says on one line; nil when it fails.
  func line(_ arguments: [String]) async throws(KnowledgeBaseError) -> String? {
    let end = try await end(arguments, [], nil, 600)
    guard end.isDone else { return nil }
    return String(decoding: end.output, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  private func end(
    _ arguments: [String],
    _ input: [UInt8],
    _ date: Int64?,
    _ patience: Int
  ) async throws(KnowledgeBaseError) -> ChildProcess.End {
    let clock = date.map { ["GIT_COMMITTER_DATE=\($0 / 1_000) +0000"] } ?? []
    let place = ["--git-dir=\(path)/.git", "--work-tree=\(path)"]
    let command =
      ["/usr/bin/env", "-i"] + environment + clock + [executable] + place
      + Self.configuration.flatMap { ["-c", $0] } + arguments
    do {
      return try await ChildProcess.end(
        of: command,
        input: input,
        keepsErrors: true,
        within: patience
      )
    } catch {
      throw .program("git", reason: "not started")
    }
  }
}
