// SPDX-License-Identifier: Apache-2.0

import WebServer

/// What every response tells browsers to keep from the page.
struct SecurityHeaders: Sendable {
  /// How long browsers come by TLS only once they have, in seconds: a year.
  private static let strictTransportLifetime = 365 * 86_400

  /// Sites whose pages may show ours in a frame; none by default.
  var embedOrigins: [String] = []
  /// Whether browsers come by TLS.
  var isSecure = false

  /// No script but our own files, no frame around us, no request elsewhere, nothing kept by caches
  /// unless an answer says so itself.
  var fields: HTTPHeaders {
    let ancestors =
      embedOrigins.isEmpty ? "'none'" : (["'self'"] + embedOrigins).joined(separator: " ")
    var fields: HTTPHeaders = [
      "Content-Security-Policy": [
        "default-src 'none'", "script-src 'self'", "style-src 'self'",
        "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'",
        "worker-src 'self'", "base-uri 'none'", "form-action 'self'",
        "frame-ancestors \(ancestors)",
      ].joined(separator: "; "),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
      "Cache-Control": "no-store",
    ]
    // For browsers that do not know frame-ancestors; it cannot name several sites.
    if embedOrigins.isEmpty { fields["X-Frame-Options"] = "DENY" }
    if isSecure {
      fields["Strict-Transport-Security"] = "max-age=\(Self.strictTransportLifetime)"
    }
    return fields
  }
}
