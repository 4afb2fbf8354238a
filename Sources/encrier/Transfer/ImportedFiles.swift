// SPDX-License-Identifier: Apache-2.0

import Foundation
import Publishing

/// The files that an import reads: one, or those of a folder with all that is in it.
///
/// Links are not followed, so that nothing outside of the folder is read.
struct ImportedFiles {
  /// The folder, with links resolved.
  private let folder: String
  /// Files to be imported, by their paths in the folder.
  private(set) var names: [String] = []
  /// Files of kinds that are not imported, but may be images that texts show.
  private(set) var others: [String] = []

  private static let images: Set = ["png", "jpg", "jpeg", "gif", "webp"]

  var isEmpty: Bool { names.isEmpty && others.isEmpty }

  init(_ path: String) throws {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let values = try? url.resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
    if values?.isDirectory == true {
      folder = url.path
      collect(under: url)
    } else if values?.isRegularFile == true {
      folder = url.deletingLastPathComponent().path
      guard ImportFormat(fileName: url.lastPathComponent) != nil else {
        throw CommandFailure(
          french: "\(path) n'est pas d'une sorte qui s'importe : md, html, odt, docx, json.",
          english: "\(path) is not of a kind that is imported: md, html, odt, docx, json."
        )
      }
      names = [url.lastPathComponent]
    } else {
      throw CommandFailure(
        french: "\(path) n'est ni un fichier ni un dossier.",
        english: "\(path) is neither a file nor a folder."
      )
    }
  }

  private mutating func collect(under url: URL) {
    let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey]
    let found = FileManager.default.enumerator(
      at: url,
      includingPropertiesForKeys: keys,
      options: [.skipsHiddenFiles]
    )
    while let file = found?.nextObject() as? URL {
      let values = try? file.resourceValues(forKeys: Set(keys))
      guard values?.isRegularFile == true, values?.isSymbolicLink != true,
        file.path.hasPrefix(folder + "/")
      else { continue }
      let name = String(file.path.dropFirst(folder.count + 1))
      if ImportFormat(fileName: name) != nil {
        names.append(name)
      } else if !Self.images.contains(file.pathExtension.lowercased()) {
        others.append(name)
      }
    }
    names.sort()
    others.sort()
  }

  /// Reads a file of ``names``; nil when it cannot be, or is larger than what is taken.
  func read(_ name: String) -> [UInt8]? {
    contents(of: URL(fileURLWithPath: "\(folder)/\(name)"), upTo: ImportFormat.maximumBytes)
  }

  /// Reads an image that a text shows by an address.
  ///
  /// - Parameters:
  ///   - address: As it stands in the text, relative to it or to the folder.
  ///   - name: The text's file.
  /// - Returns: The file, when it lies in the folder.
  func image(at address: String, in name: String) -> [UInt8]? {
    let path = address.removingPercentEncoding ?? address
    let base = URL(fileURLWithPath: "\(folder)/\(name)").deletingLastPathComponent().path
    for start in path.hasPrefix("/") ? [folder] : [base, folder] {
      let url = URL(fileURLWithPath: "\(start)/\(path)").resolvingSymlinksInPath()
        .standardizedFileURL
      guard url.path.hasPrefix(folder + "/") else { continue }
      if let bytes = contents(of: url, upTo: 5 << 20) { return bytes }
    }
    return nil
  }

  private func contents(of url: URL, upTo maximum: Int) -> [UInt8]? {
    let size = try? url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
    guard size?.isRegularFile == true, (size?.fileSize ?? .max) <= maximum else { return nil }
    return (try? Data(contentsOf: url)).map { [UInt8]($0) }
  }
}
