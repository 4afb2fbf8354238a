// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import TextCRDT

/// Looks at the files of a knowledge base one by one.
struct FileChecks {
  typealias Fault = KnowledgeBaseCheck.Fault

  private let path: String
  private let places: Set<String>
  /// The SHA-256 and the bytes of what proves editions.
  private var manifests: [String: [UInt8]] = [:]
  private var parts: [String: String] = [:]
  /// What pages say their editions are called.
  private var names: [String: String] = [:]
  var faults: [Fault] = []

  /// - Parameters:
  ///   - path: The folder.
  ///   - places: The paths of all its files.
  init(_ path: String, _ places: Set<String>) {
    self.path = path
    self.places = places
  }

  /// Looks at a file.
  mutating func check(_ place: String, _ sum: String) {
    guard SafeFiles.exists("\(path)/\(place)") else {
      faults.append(Fault(place, .missing))
      return
    }
    guard let bytes = try? SafeFiles.read("\(path)/\(place)"), !isBehindLink(place) else {
      faults.append(Fault(place, .malformed))
      return
    }
    let found = EditionPackage.sum(bytes)
    if found != sum { faults.append(Fault(place, .changed)) }
    if place.hasPrefix("content/texts/") { note(place, bytes, found) }
    checkFormat(place, bytes)
  }

  /// Looks at the editions; all files were looked at before.
  ///
  /// - Returns: How many there are.
  mutating func checkEditions() -> Int {
    for (place, bytes) in manifests {
      let stem = String(place.dropLast(".json".count))
      let number = stem.split(separator: "-").last.flatMap { Int($0) }
      guard let manifest = EditionManifest(bytes), manifest.number == number,
        EditionPackage.sum(bytes) == names["\(stem).md"]
      else {
        faults.append(Fault(place, .otherEdition))
        continue
      }
      for (part, ending) in [(EditionPart.text, "text"), (.metadata, "metadata.json")] {
        let file = "\(stem).\(ending)"
        guard let sum = parts[file], sum != manifest.parts[part]?.sha256 else { continue }
        faults.append(Fault(file, .otherPart))
      }
    }
    return manifests.count
  }

  /// Whether a folder on the way is a symbolic link.
  private func isBehindLink(_ place: String) -> Bool {
    var folder = path
    return place.split(separator: "/").dropLast().contains { word in
      folder += "/\(word)"
      return (try? SafeFiles.makeFolder(folder)) == nil
    }
  }

  private mutating func note(_ place: String, _ bytes: [UInt8], _ sum: String) {
    if place.hasSuffix(".text") || place.hasSuffix(".metadata.json") {
      parts[place] = sum
    } else if place.hasSuffix(".json") {
      manifests[place] = bytes
    } else if place.hasSuffix(".md") {
      let text = String(decoding: bytes, as: UTF8.self)
      let name = FrontMatter.split(text).fields?.last { $0.key == "sha256" }?.value
      if case .string(let name)? = name { names[place] = name }
    }
  }

  private mutating func checkFormat(_ place: String, _ bytes: [UInt8]) {
    switch place.split(separator: ".").last {
    case "md" where place.hasPrefix("content/"): checkLinks(place, bytes)
    case "json", "jsonld":
      guard let text = String(validating: bytes, as: UTF8.self), (try? Value(json: text)) != nil
      else {
        faults.append(Fault(place, .malformed))
        return
      }
    case "xml" where !Self.isXML(bytes): faults.append(Fault(place, .malformed))
    default: return
    }
  }

  /// Whether elements end in the order in which they begin.
  private static func isXML(_ bytes: [UInt8]) -> Bool {
    var scanner = XMLScanner(bytes)
    var open: [String] = []
    var count = 0
    do throws(XMLScanner.Fault) {
      while let event = try scanner.next() {
        switch event {
        case .start(let name, _):
          if open.isEmpty { count += 1 }
          open.append(name)
        case .end(let name): if open.popLast() != name { return false }
        case .text(let text):
          if open.isEmpty, !text.allSatisfy(\.isWhitespace) { return false }
        }
      }
    } catch {
      return false
    }
    return open.isEmpty && count == 1
  }

  private mutating func checkLinks(_ place: String, _ bytes: [UInt8]) {
    let body = FrontMatter.split(String(decoding: bytes, as: UTF8.self)).text
    guard let html = MarkdownRendering.html(Array(body.utf8)) else { return }
    for target in ContentLinks.targets(in: String(decoding: html, as: UTF8.self)) {
      guard let file = ContentLinks.file(target, from: place), places.contains(file) else {
        faults.append(Fault(place, .deadLink, target))
        continue
      }
    }
  }
}
