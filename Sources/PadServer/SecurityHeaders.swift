// SPDX-License-Identifier: Apache-2.0

import WebServer

/// What every response tells browsers to keep from the page.
enum SecurityHeaders {
  /// No script but our own files, no frame around us, no request elsewhere.
  static let fields: HTTPHeaders = [
    "Content-Security-Policy": [
      "default-src 'none'", "script-src 'self'", "style-src 'self'",
      "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'",
      "worker-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; "),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  ]
}
