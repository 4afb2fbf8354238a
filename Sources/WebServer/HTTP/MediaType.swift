// SPDX-License-Identifier: Apache-2.0

/// The media types of the files a server may hold.
public enum MediaType {
  /// The value of `Content-Type` for a file name, by its extension.
  ///
  /// - Parameter fileName: The name.
  /// - Returns: What it is served as; bytes of no known kind where nothing tells.
  public static func of(fileName: String) -> String {
    switch fileName.split(separator: ".").last.map({ $0.lowercased() }) {
    case "html", "htm": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "json", "map": "application/json"
    case "webmanifest": "application/manifest+json"
    case "jsonld": "application/ld+json"
    case "txt": "text/plain; charset=utf-8"
    case "md": "text/markdown; charset=utf-8"
    case "xml": "application/xml"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "ico": "image/x-icon"
    case "woff": "font/woff"
    case "woff2": "font/woff2"
    case "wasm": "application/wasm"
    case "pdf": "application/pdf"
    default: "application/octet-stream"
    }
  }
}
