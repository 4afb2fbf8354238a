// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("encrier export and import", .timeLimit(.minutes(2)))
struct TransferTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

  private let folder: TemporaryFolder
  private let data: String

  init() throws {
    folder = try TemporaryFolder()
    data = folder.path + "/data"
  }

  private func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(fileURLWithPath: "\(folder.path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: url)
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }

  /// What became of each file, by its name.
  private func imported(_ path: String) async throws -> (
    status: Int32, results: [String: (pad: String?, notes: [String])]
  ) {
    let done = try await Command.run("import", "\(folder.path)/\(path)", "--json", "--data", data)
    let list = try #require(
      JSONSerialization.jsonObject(with: done.output) as? [[String: Any]],
      "\(done.errors)"
    )
    var results: [String: (pad: String?, notes: [String])] = [:]
    for result in list {
      let notes = result["notes"] as? [[String: String]] ?? []
      let file = try #require(result["file"] as? String)
      results[file] = (result["pad"] as? String, notes.compactMap { $0["kind"] })
    }
    return (done.status, results)
  }

  /// A folder of notes goes in, and comes out the same.
  private func work() async throws {
    try write(
      "---\ntitle: Un\nx: 1\n---\n\n# Un\n\n![a](img/a%20b.png) ![b](<../c.png>)\n",
      to: "in/notes/un.md"
    )
    try write(Self.png, to: "in/notes/img/a b.png")
    try write(Self.png + [9], to: "in/c.png")
    try write("![x](../secret.png) ![y](nowhere.png)\n", to: "in/deux.markdown")
    try write(Self.png + [8], to: "secret.png")
    try write("x", to: "in/autre.exe")
    try write([0xFF, 0xFE], to: "in/faux.md")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/in/lien.md",
      withDestinationPath: "/etc/hostname"
    )
    let (status, results) = try await imported("in")
    #expect(status == 1)
    #expect(Set(results.keys) == ["notes/un.md", "deux.markdown", "autre.exe", "faux.md"])
    #expect(results["autre.exe"]?.notes == ["file"] && results["faux.md"]?.notes == ["failed"])
    #expect(results["deux.markdown"]?.notes == ["image-missing", "image-missing"])
    let one = try #require(results["notes/un.md"])
    #expect(one.notes == [])
    let pad = try #require(one.pad)
    let text = try await Command.run("pad", "cat", pad, "--data", data).text
    #expect(
      text.wholeMatch(
        of: /# Un\n\n!\[a\]\(\/images\/[0-9a-f]{64}\.png\) !\[b\]\(\/images\/[0-9a-f]{64}\.png\)\n/
      ) != nil,
      "\(text)"
    )
    let out = "\(folder.path)/out"
    let all = try await Command.run("export", "--all", "--output", out, "--data", data)
    #expect(all.status == 0, "\(all.errors)")
    #expect(try read("out/\(pad).md") == "---\ntitle: Un\nx: 1\n---\n\n\(text)")
    let images = try FileManager.default.contentsOfDirectory(atPath: out + "/images")
    #expect(images.count == 2)
    let again = try await imported("out")
    #expect(again.status == 0 && again.results.values.allSatisfy { $0.pad != nil })
    let copy = try #require(again.results["\(pad).md"]?.pad)
    #expect(try await Command.run("pad", "cat", copy, "--data", data).text == text)
  }

  @Test("work on the data by themselves when no server runs")
  func alone() async throws {
    try await work()
  }

  @Test("work through a server that runs on the data")
  func throughServer() async throws {
    try await Command.whileServing(data) { try await work() }
  }

  @Test("tell what cannot be, and write nothing")
  func refuses() async throws {
    #expect(try await Command.run("pad", "new", "--name", "a", "--data", data).status == 0)
    let out = folder.path + "/x"
    for (pad, format) in [("../a", "md"), ("b", "md")] {
      let done = try await Command.run(
        "export",
        pad,
        "--format",
        format,
        "--output",
        out,
        "--data",
        data
      )
      #expect(done.status == 1 && !done.errors.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: out))
    let format = try await Command.run(
      "export",
      "a",
      "--format",
      "exe",
      "--output",
      out,
      "--data",
      data
    )
    #expect(format.status != 0 && format.status != 1)
    try write("x", to: "a.exe")
    for path in ["a.exe", "nothing", "/dev/null"] {
      let done = try await Command.run("import", "\(folder.path)/\(path)", "--data", data)
      #expect(done.status == 1 && done.errors.split(separator: "\n").count == 1)
    }
    let text = try await Command.run(
      "export",
      "a",
      "--format",
      "json",
      "--output",
      "-",
      "--data",
      data
    )
    #expect(text.text.hasPrefix(#"{"format":"encrier-pad/1","pad":"a","#))
  }
}
