// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite("Confined programs", .timeLimit(.minutes(2)))
struct ConfinementTests {
  private static func archive(_ files: [(String, String)] = []) -> TarArchive {
    var archive = TarArchive()
    for (name, content) in files { archive.add(name, Array(content.utf8)) }
    return archive
  }

  private func output(_ script: String, _ files: [(String, String)] = []) async throws -> String {
    let bytes = try await Sandbox().output(of: script, files: Self.archive(files))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("find what they are given in their folder, and nothing else of ours")
  func seesItsFolder() async throws {
    try #require(await Sandbox().holds())
    #expect(try await output("cat a; pwd", [("a", "bonjour\n")]) == "bonjour\n/work\n")
    let folder = try TemporaryFolder()
    try Data("secret".utf8).write(to: URL(fileURLWithPath: folder.path + "/a"))
    let script =
      "cat '\(folder.path)/a' /etc/passwd /etc/hostname 2>&1; ls /home /root /tmp 2>&1; true"
    let said = try await output(script)
    #expect(!said.contains("secret") && !said.contains("root:"))
    #expect(said.split(separator: "\n").allSatisfy { $0.contains("No such file") }, "\(said)")
    #expect(
      try await output("env | sort") == "HOME=/work\nLANG=C.UTF-8\nOPENBLAS_NUM_THREADS=1\n"
        + "PATH=/usr/bin\nPWD=/work\nSOURCE_DATE_EPOCH=0\nXDG_CACHE_HOME=/work\n"
    )
  }

  @Test("cannot write to the system, nor reach a network, nor see other processes")
  func isAlone() async throws {
    try #require(await Sandbox().holds())
    #expect(try await output("touch /usr/bin/x /x 2>/dev/null || printf no") == "no")
    #expect(try await output("ls /proc | grep -c '^[0-9]'").contains(/^[1-6]\n$/))
    let devices = try await output("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")
    #expect(devices == "lo\n")
    #expect(
      try await output("grep Cap /proc/self/status | cut -f2 | sort -u") == "0000000000000000\n"
    )
  }

  @Test(
    "are ended when they take too much",
    arguments: [
      "head -c 80000000 /dev/zero > big && cat big", "head -c 80000000 /dev/zero",
      "i=0; while [ $i -lt 9 ]; do head -c 30000000 /dev/zero > f$i || exit 1; i=$((i+1)); done",
      "exit 3", "kill -9 $$",
    ]
  )
  func isBounded(script: String) async throws {
    try #require(await Sandbox().holds())
    await #expect(throws: FormatError.stopped) { try await output(script) }
  }

  @Test("are ended, with all that they started, when nobody waits any more")
  func isCancelled() async throws {
    try #require(await Sandbox().holds())
    let mark = "\(3_000 + Int.random(in: 0..<5_000_000))"
    let task = Task { try await output("sleep \(mark) & sleep \(mark)") }
    while try Self.processes(of: mark) < 2 { try await Task.sleep(for: .milliseconds(10)) }
    task.cancel()
    await #expect(throws: FormatError.cancelled) { try await task.value }
    while try Self.processes(of: mark) > 0 { try await Task.sleep(for: .milliseconds(10)) }
  }

  /// How many processes sleep so long.
  private static func processes(of mark: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").count { entry in
      guard entry.allSatisfy(\.isNumber) else { return false }
      let line = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") ?? Data()
      return line == Data("sleep\0\(mark)\0".utf8)
    }
  }

  @Test("are not run where they cannot be confined")
  func isRefused() async throws {
    var programs = Sandbox.Programs()
    programs.bubblewrap = "/usr/bin/false"
    let workshop = Workshop(sandbox: Sandbox(programs))
    #expect(await workshop.has(.pandoc) == false)
    await #expect(throws: FormatError.unavailable) {
      try await workshop.run(.pandoc, "printf a", files: TarArchive(), for: "a")
    }
    #expect(await Workshop(directory: "/nowhere").has(.pandoc) == false)
  }

  @Test("are served a few at a time; more wait, and too many of one asker are told so")
  func takesTurns() async throws {
    try #require(await Sandbox().holds())
    var limits = Workshop.Limits()
    limits.waiting = 3
    limits.perAsker = 3
    let workshop = Workshop(directory: "/usr/bin", limits: limits)
    try #require(await workshop.has(.pandoc))
    let outcomes = await withTaskGroup(of: FormatError?.self) { group in
      for number in 0..<10 {
        group.addTask {
          do throws(FormatError) {
            let asker = number < 5 ? "a" : "b"
            _ = try await workshop.run(.pandoc, "sleep 1", files: TarArchive(), for: asker)
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == nil } == 5)
    #expect(outcomes.count { $0 == .busy } == 5)
    // Everybody has left.
    _ = try await workshop.run(.pandoc, "true", files: TarArchive(), for: "a")
  }
}

@Suite("Tar archives")
struct TarArchiveTests {
  @Test("hold what was added, and are read by tar")
  func holds() async throws {
    var archive = TarArchive()
    archive.add("a", Array("x".utf8))
    archive.add(
      "images/\(String(repeating: "0", count: 64)).png",
      [UInt8](repeating: 7, count: 512)
    )
    archive.add("empty", [])
    let files = try #require(TarArchive.files(in: archive.finished))
    #expect(
      files.keys.sorted() == ["a", "empty", "images/\(String(repeating: "0", count: 64)).png"]
    )
    #expect(files["a"] == Array("x".utf8) && files["empty"] == [])
    try #require(await Sandbox().holds())
    let back = try await Sandbox().output(of: "tar -cf - a empty images", files: archive)
    #expect(TarArchive.files(in: back) == files)
  }

  @Test("that are cut off, or say more than there is, are none", arguments: [513, 700, 1_023])
  func refuses(count: Int) {
    var archive = TarArchive()
    archive.add("a", [UInt8](repeating: 1, count: 2_000))
    #expect(TarArchive.files(in: Array(archive.bytes.prefix(count))) == nil)
    var lying = archive.bytes
    lying.replaceSubrange(124..<135, with: "77777777777".utf8)
    #expect(TarArchive.files(in: lying) == nil)
  }
}
