// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The bounds around programs that are not ours, which bubblewrap and `prlimit` keep.
///
/// Inside there is no network but an empty loopback, no other process, no file of ours: `/usr` to read,
/// and a folder in memory. Decisions/012 says more.
public struct Sandbox: Sendable {
  /// What a program may use.
  private enum Bound {
    /// In seconds of processor time.
    static let time = 45
    /// In bytes of memory.
    static let memory = 2 << 30
    /// In bytes of output, and of each file.
    static let output = 64 << 20
    /// In bytes of all files together.
    static let folder = 64 << 20
    /// How many files it may have open.
    static let files = 256
    /// In seconds, from start to end.
    static let patience = 60
  }

  /// Where its parts are.
  public struct Programs: Sendable {
    /// bubblewrap.
    public var bubblewrap = "/usr/bin/bwrap"
    /// `prlimit`, of util-linux.
    public var limiter = "/usr/bin/prlimit"

    /// Where Debian has them.
    public init() {}
  }

  /// What there is of the file system inside, besides the folder: to read only.
  private static let visible = [
    "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/share", "/usr/local/share/fonts", "/etc/fonts",
    "/etc/ld.so.cache", "/etc/alternatives",
  ]

  private let programs: Programs

  /// Makes the bounds.
  ///
  /// - Parameter programs: Where its parts are.
  public init(_ programs: Programs = Programs()) {
    self.programs = programs
  }

  /// Whether it holds here: bubblewrap is there and may make its namespaces.
  func holds() async -> Bool {
    guard access(programs.bubblewrap, X_OK) == 0, access(programs.limiter, X_OK) == 0 else {
      return false
    }
    let answer = try? await output(of: "printf held", files: TarArchive())
    return answer == Array("held".utf8)
  }

  /// Runs a script in a folder of its own.
  ///
  /// - Parameters:
  ///   - script: For the shell; it holds nothing that comes from people.
  ///   - arguments: What the script knows as `$1` and so on.
  ///   - files: What the folder holds.
  /// - Returns: What the script wrote to standard output.
  /// - Throws: ``FormatError/stopped``, ``FormatError/cancelled``.
  func output(
    of script: String,
    _ arguments: [String] = [],
    files: TarArchive
  ) async throws(FormatError) -> [UInt8] {
    let command = limits + bubblewrap + ["/bin/sh", "-c", "tar -xf - && { \(script)\n}", "sh"]
    do {
      return try await ChildProcess.output(
        of: command + arguments,
        input: files.finished,
        within: Bound.patience
      )
    } catch {
      throw Task.isCancelled ? .cancelled : .stopped
    }
  }

  private var limits: [String] {
    [
      programs.limiter, "--cpu=\(Bound.time)", "--as=\(Bound.memory)", "--fsize=\(Bound.output)",
      "--nofile=\(Bound.files)", "--core=0", "--",
    ]
  }

  private var bubblewrap: [String] {
    var command = [
      programs.bubblewrap, "--unshare-all", "--die-with-parent", "--new-session",
      "--cap-drop", "ALL", "--clearenv",
    ]
    // One thread, and no cache beyond the folder.
    for (name, value) in [
      ("PATH", "/usr/bin"), ("LANG", "C.UTF-8"), ("HOME", "/work"), ("XDG_CACHE_HOME", "/work"),
      ("OPENBLAS_NUM_THREADS", "1"), ("SOURCE_DATE_EPOCH", "0"),
    ] {
      command += ["--setenv", name, value]
    }
    for path in Self.visible { command += ["--ro-bind-try", path, path] }
    for name in ["bin", "lib", "lib64"] { command += ["--symlink", "usr/\(name)", "/\(name)"] }
    command += ["--proc", "/proc", "--dev", "/dev"]
    command += ["--size", "\(Bound.folder)", "--tmpfs", "/work"]
    return command + ["--chdir", "/work", "--"]
  }
}
