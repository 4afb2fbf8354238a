// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// A package that is looked at, packed or not.
struct Bag {
  private let path: String
  /// The files by their paths in the bag, in their order.
  private let names: [String]
  /// What is there besides: links, names that leave the bag or stand twice.
  private let odd: Set<String>
  private let packed: [UInt8]?
  private let read: (String) -> [UInt8]?

  /// Opens a package.
  ///
  /// - Parameter path: The file, or the folder it was unpacked to.
  /// - Throws: ``FormatError/unreadable`` for what is none, ``FormatError/tooLarge``.
  init(_ path: String) throws(FormatError) {
    self.path = path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    switch attributes?[.type] as? FileAttributeType {
    case .typeDirectory?:
      let found = try Self.files(in: path)
      (names, odd, packed) = (found.names, found.odd, nil)
      read = { FileManager.default.contents(atPath: "\(path)/\($0)").map { Array($0) } }
    case .typeRegular?:
      // The directory of an archive is small beside the files.
      guard (attributes?[.size] as? Int ?? .max) <= EditionPackage.maximumBytes + (4 << 20) else {
        throw .tooLarge
      }
      guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable }
      let bytes = Array(data)
      let archive = try ZipDirectory(bytes, maximumBytes: EditionPackage.maximumBytes)
      guard let sign = archive.order.first(where: { $0.hasSuffix("/bagit.txt") }) else {
        throw .unreadable
      }
      let folder = sign.dropLast("bagit.txt".count)
      let inside = archive.order.filter { $0.hasPrefix(folder) && !$0.hasSuffix("/") }
      names = inside.map { String($0.dropFirst(folder.count)) }
      odd = Set(archive.order).subtracting(inside)
      packed = bytes
      read = { archive.file(folder + $0, upTo: EditionPackage.maximumBytes) }
    default: throw .unreadable
    }
    guard names.contains("bagit.txt") else { throw .unreadable }
  }

  /// A file's bytes; nil when it is not there, or stands twice.
  func file(_ name: String) -> [UInt8]? {
    names.filter { $0 == name }.count == 1 ? read(name) : nil
  }

  /// The files that are other than the bag tells or than a package of that edition has, by name.
  func otherFiles(than edition: EditionContents) -> [String] {
    var others = odd.union(filesNotAsTold)
    guard others.isEmpty else { return others.sorted() }
    let images = names.filter { $0.hasPrefix("data/images/") }.map { name in
      EditionPackage.File(name: name, bytes: file(name) ?? [])
    }
    for image in images {
      let stem = image.name.dropFirst("data/images/".count).prefix { $0 != "." }
      if EditionPackage.sum(image.bytes) != stem { others.insert(image.name) }
    }
    let log = file(EditionPackage.places[.log] ?? "") ?? []
    let companions = names.filter(EditionPackage.companionPlaces.contains).map { name in
      EditionPackage.File(name: name, bytes: file(name) ?? [])
    }
    let wanted = EditionPackage.files(
      of: edition,
      log: log,
      images: images,
      companions: companions
    )
    for one in wanted where file(one.name) != one.bytes { others.insert(one.name) }
    others.formUnion(Set(names).subtracting(wanted.map(\.name)))
    if others.isEmpty, let packed,
      packed
        != EditionPackage.archive(of: edition, log: log, images: images, companions: companions)
    {
      // Something stands in it that unpacking may bring out, or may not.
      others.insert(URL(fileURLWithPath: path).lastPathComponent)
    }
    return others.sorted()
  }

  /// The files whose SHA-256 is not the one the bag tells, or that only one of both has.
  private var filesNotAsTold: Set<String> {
    var others: Set<String> = []
    var told: Set<String> = ["tagmanifest-sha256.txt"]
    for manifest in ["tagmanifest-sha256.txt", "manifest-sha256.txt"] {
      let lines = String(decoding: file(manifest) ?? [], as: UTF8.self).split(separator: "\n")
      if lines.isEmpty { others.insert(manifest) }
      for line in lines {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
        guard told.insert(name).inserted, let bytes = file(name) else {
          others.insert(names.contains(name) || name.isEmpty ? manifest : name)
          continue
        }
        if EditionPackage.sum(bytes) != parts[0] { others.insert(name) }
      }
    }
    return others.union(Set(names).subtracting(told))
  }

  /// The files of a folder and what is below it, by their paths there.
  private static func files(
    in folder: String
  ) throws(FormatError) -> (names: [String], odd: Set<String>) {
    let walker = FileManager.default.enumerator(atPath: folder)
    var (names, odd): ([String], Set<String>) = ([], [])
    var total = 0
    while let name = walker?.nextObject() as? String {
      switch walker?.fileAttributes?[.type] as? FileAttributeType {
      case .typeRegular?:
        names.append(name)
        total += walker?.fileAttributes?[.size] as? Int ?? 0
      case .typeDirectory?: break
      default: odd.insert(name)
      }
      guard total <= EditionPackage.maximumBytes + (4 << 20), names.count + odd.count < 10_000
      else { throw .tooLarge }
    }
    return (names.sorted(), odd)
  }
}
