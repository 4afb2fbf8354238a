// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of one directory, held in memory and served with validators and precompressed forms.
///
/// Paths are looked up, never resolved, so no request can reach outside the directory. A file
/// `name.br` or `name.gz` beside `name` is its compressed form and has no address of its own. A name
/// that carries the hash of its content (`app-5YQXWZLR.js`) is cached for ever, any other is
/// revalidated each time.
public struct StaticFiles: Sendable {
  private struct Variant {
    var encoding: String?
    var body: [UInt8]
    var entityTag: String
  }

  private struct File {
    var mediaType: String
    var cacheControl: String
    /// In order of preference; the last one is plain.
    var variants: [Variant]
  }

  private var files: [String: File] = [:]

  /// Reads a directory and what is below it; hidden files and symbolic links are left out.
  ///
  /// - Throws: ``ServerError/unreadableDirectory(_:)``.
  public init(directory: String) throws(ServerError) {
    let root = URL(fileURLWithPath: directory, isDirectory: true).standardizedFileURL
    let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey]
    var contents: [String: [UInt8]] = [:]
    do {
      _ = try FileManager.default.contentsOfDirectory(atPath: root.path)
      let walk = FileManager.default.enumerator(
        at: root,
        includingPropertiesForKeys: keys,
        options: [.skipsHiddenFiles]
      )
      while let url = walk?.nextObject() as? URL {
        let values = try url.resourceValues(forKeys: Set(keys))
        guard values.isRegularFile == true, values.isSymbolicLink != true else { continue }
        let depth = root.pathComponents.count
        let path = url.standardizedFileURL.pathComponents.dropFirst(depth).joined(separator: "/")
        contents[path] = [UInt8](try Data(contentsOf: url))
      }
    } catch {
      throw .unreadableDirectory(directory)
    }
    for (path, body) in contents
    where Self.plainPath(ofCompressed: path).map({ contents[$0] == nil }) ?? true {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      var variants: [Variant] = []
      for (suffix, encoding) in [(".br", "br"), (".gz", "gzip")] {
        guard let compressed = contents[path + suffix] else { continue }
        variants.append(Self.variant(encoding: encoding, body: compressed))
      }
      variants.append(Self.variant(encoding: nil, body: body))
      files[path] = File(
        mediaType: MediaType.of(fileName: name),
        cacheControl: Self.isHashed(name) ? "public, max-age=31536000, immutable" : "no-cache",
        variants: variants
      )
    }
  }

  /// Whether there is a file of this path, relative to the directory.
  public func contains(_ path: String) -> Bool { files[path] != nil }

  /// Answers a GET or HEAD for a file, or nil when there is none.
  ///
  /// The path is relative to the directory, decoded, without a leading slash. The request's head
  /// says which forms are accepted and which one the client has.
  public func response(for path: String, to head: RequestHead) -> HTTPResponse? {
    guard let file = files[path] else { return nil }
    let accepted = acceptedEncodings(head.headers)
    guard
      let variant = file.variants.first(where: { $0.encoding.map(accepted.contains) ?? true })
    else { return nil }
    var headers: HTTPHeaders = [
      "Content-Type": file.mediaType, "Cache-Control": file.cacheControl,
      "ETag": variant.entityTag,
    ]
    if file.variants.count > 1 { headers["Vary"] = "Accept-Encoding" }
    if isFresh(head.headers, entityTag: variant.entityTag) {
      return HTTPResponse(status: 304, headers: headers)
    }
    headers["Content-Encoding"] = variant.encoding
    return HTTPResponse(status: 200, headers: headers, body: variant.body)
  }

  private static func plainPath(ofCompressed path: String) -> String? {
    path.hasSuffix(".br") || path.hasSuffix(".gz") ? String(path.dropLast(3)) : nil
  }

  private static func variant(encoding: String?, body: [UInt8]) -> Variant {
    let digest = sha1(body).prefix(10).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }
    return Variant(
      encoding: encoding,
      body: body,
      entityTag: "\"\(digest.joined())\(encoding.map { "-" + $0 } ?? "")\""
    )
  }

  /// Whether the part before the first dot ends in a dash and at least eight characters of a hash:
  /// capitals and digits (base 32), or hexadecimal digits with at least one number.
  static func isHashed(_ name: String) -> Bool {
    guard let stem = name.split(separator: ".").first,
      let dash = stem.lastIndex(of: "-")
    else { return false }
    let hash = stem[stem.index(after: dash)...]
    guard hash.utf8.count >= 8 else { return false }
    return hash.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
      || (hash.allSatisfy { $0.isHexDigit && !$0.isUppercase } && hash.contains(where: \.isNumber))
  }
}

/// The content codings a client takes, without those it weighs 0.
private func acceptedEncodings(_ headers: HTTPHeaders) -> Set<String> {
  var accepted: Set<String> = []
  for token in headers.tokens(of: "accept-encoding") {
    let parts = token.split(separator: ";").map(trimmingSpaces)
    guard let name = parts.first else { continue }
    let isRefused = parts.dropFirst().contains { part in
      part.hasPrefix("q=") && Double(part.dropFirst(2)) ?? 0 <= 0
    }
    if !isRefused { accepted.insert(String(name)) }
  }
  return accepted
}

/// Whether the client's copy, by `If-None-Match`, is this one.
public func isFresh(_ headers: HTTPHeaders, entityTag: String) -> Bool {
  headers.values(of: "if-none-match").flatMap { $0.split(separator: ",") }.contains { candidate in
    let tag = trimmingSpaces(candidate)
    return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == entityTag
  }
}
