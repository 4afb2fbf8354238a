// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Pads

/// What a package was found to be when it was checked.
public struct PackageCheck: Codable, Equatable, Sendable {
  /// What was found of the edition in it.
  public let edition: EditionCheck
  /// The files whose SHA-256 is not the one the bag tells, or that only one of both has.
  public let files: [String]
}

extension EditionPackage {
  /// Checks a package by what is in it alone: its files, its parts, and that these are what its history
  /// makes.
  ///
  /// - Parameter path: The file, or the folder it was unpacked to.
  /// - Returns: What is wrong with it.
  /// - Throws: ``FormatError/unreadable`` for what is no package, ``FormatError/tooLarge``.
  public static func check(_ path: String) throws(FormatError) -> PackageCheck {
    let bag = try Bag(path)
    var proof = EditionProof(manifest: bag.file(manifestPlace) ?? [], sha256: nil)
    for part in EditionPart.allCases {
      guard let place = places[part] else { continue }
      let bytes = bag.file(place)
      guard part == .log else {
        proof.take(part, bytes)
        continue
      }
      let (rows, isWhole) = LogPart.rows(of: bytes ?? [])
      for row in rows { proof.take(row) }
      if bytes == nil || !isWhole { proof.miss(row: nil) }
    }
    return PackageCheck(edition: proof.finish(), files: bag.otherFiles)
  }
}

/// A bag, packed or not.
private struct Bag {
  private let read: (String) -> [UInt8]?
  private let names: Set<String>

  init(_ path: String) throws(FormatError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .unreadable
    }
    if isFolder.boolValue {
      names = Self.names(in: path)
      read = { name in
        FileManager.default.contents(atPath: "\(path)/\(name)").map { Array($0) }
      }
    } else {
      guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable }
      let archive = try ZipDirectory(Array(data), maximumBytes: EditionPackage.maximumBytes)
      guard let sign = archive.names.first(where: { $0.hasSuffix("/bagit.txt") }) else {
        throw .unreadable
      }
      let folder = sign.dropLast("bagit.txt".count)
      names = Set(
        archive.names.filter { $0.hasPrefix(folder) && !$0.hasSuffix("/") }
          .map { String($0.dropFirst(folder.count)) }
      )
      read = { archive.file(folder + $0, upTo: EditionPackage.maximumBytes) }
    }
    guard names.contains("bagit.txt") else { throw .unreadable }
  }

  func file(_ name: String) -> [UInt8]? { names.contains(name) ? read(name) : nil }

  /// The files that are other than the bag tells, or that it does not tell of, by name.
  var otherFiles: [String] {
    var told: Set<String> = ["tagmanifest-sha256.txt"]
    var others: Set<String> = []
    for manifest in ["tagmanifest-sha256.txt", "manifest-sha256.txt"] {
      let lines = String(decoding: file(manifest) ?? [], as: UTF8.self)
        .split(separator: "\n")
      if lines.isEmpty { others.insert(manifest) }
      for line in lines {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : String(line)
        told.insert(name)
        let isAsTold = file(name).map { EditionPackage.sum($0) == parts[0] } ?? false
        if !isAsTold {
          others.insert(names.contains(name) || names.contains(manifest) ? name : manifest)
        }
      }
    }
    return others.union(names.subtracting(told)).sorted()
  }

  /// The files of a folder and what is below it, by their paths there; links are none.
  private static func names(in folder: String) -> Set<String> {
    let walker = FileManager.default.enumerator(atPath: folder)
    var names: Set<String> = []
    while let name = walker?.nextObject() as? String, names.count < 10_000 {
      let kind = walker?.fileAttributes?[.type] as? FileAttributeType
      if kind == .typeRegular { names.insert(name) }
    }
    return names
  }
}
