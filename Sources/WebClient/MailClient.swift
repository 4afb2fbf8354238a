// SPDX-License-Identifier: Apache-2.0

import CCurl
import Dispatch
import Foundation

/// A server that takes mail, as whoever looks after this one names it.
public struct MailServer: Sendable {
  /// `smtps://HOST`, or `smtp://HOST`, where TLS is asked for and without it nothing is sent; only to
  /// this machine itself mail goes in the clear.
  public var url: String
  /// Who signs in there; nil for nobody.
  public var user: String?
  /// By what they do.
  public var password: String?
  /// The file of the certificate authorities to believe; nil for the system's.
  public var authorities: String?

  /// Describes a server.
  ///
  /// - Parameters:
  ///   - url: Where it is.
  ///   - user: Who signs in there; nil for nobody.
  ///   - password: By what they do.
  ///   - authorities: The file of the certificate authorities to believe; nil for the system's.
  public init(
    url: String,
    user: String? = nil,
    password: String? = nil,
    authorities: String? = nil
  ) {
    self.url = url
    self.user = user
    self.password = password
    self.authorities = authorities
  }

  /// Whether mail may go there in the clear: to this machine itself.
  var isHere: Bool {
    url.hasPrefix("smtp://")
      && ["localhost", "127.0.0.1", "::1", "[::1]"].contains(URLComponents(string: url)?.host ?? "")
  }
}

/// Hands mail to the one server that takes it.
public struct MailClient: Sendable {
  private static let timeoutSeconds = 30
  private static let queue = DispatchQueue(label: "encrier.mail-client", attributes: .concurrent)

  private let server: MailServer

  /// Makes a client.
  ///
  /// - Parameter server: Who takes the mail.
  public init(_ server: MailServer) {
    self.server = server
  }

  /// Hands over one message.
  ///
  /// - Parameters:
  ///   - message: The whole message, headers first, lines ending in CR LF.
  ///   - sender: The address that what comes back goes to.
  ///   - recipient: The address it is for.
  /// - Throws: ``WebClientError/failed(code:)`` when it was not taken,
  ///   ``WebClientError/unanswered(code:)`` when it may have been.
  public func send(
    _ message: String,
    from sender: String,
    to recipient: String
  ) async throws(WebClientError) {
    let delivery = Delivery(Array(message.utf8), from: sender, to: recipient, by: server)
    let (code, isWhole) = await withCheckedContinuation { continuation in
      Self.queue.async {
        let code = delivery.run(timeoutSeconds: Self.timeoutSeconds)
        continuation.resume(returning: (code, delivery.isWhole))
      }
    }
    if code == CURLE_OK.rawValue { return }
    // Before its last byte nobody has a message, and a server that refuses it says so.
    let isRefusal = code == CURLE_WEIRD_SERVER_REPLY.rawValue
    throw isWhole && !isRefusal ? .unanswered(code: code) : .failed(code: code)
  }
}

/// One message under way, on one thread.
private final class Delivery: @unchecked Sendable {
  // Made by one thread and then used by one other only, which the queue keeps in order.
  private let server: MailServer
  private let sender: String
  private let recipient: String
  private var rest: ArraySlice<UInt8>

  /// Whether all of it was handed to libcurl.
  var isWhole: Bool { rest.isEmpty }

  init(_ message: [UInt8], from sender: String, to recipient: String, by server: MailServer) {
    self.server = server
    self.sender = sender
    self.recipient = recipient
    rest = message[...]
  }

  func run(timeoutSeconds: Int) -> UInt32 {
    guard let handle = curl_easy_init() else { return CURLE_FAILED_INIT.rawValue }
    defer { curl_easy_cleanup(handle) }
    let recipients = curl_slist_append(nil, "<\(recipient)>")
    defer { curl_slist_free_all(recipients) }
    encrier_curl_set_text(handle, CURLOPT_URL, server.url)
    encrier_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    encrier_curl_set_text(handle, CURLOPT_PROXY, "")
    encrier_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    encrier_curl_set_number(handle, CURLOPT_TIMEOUT, timeoutSeconds)
    // Without TLS neither a password nor a message leaves this machine.
    let wish = server.isHere ? CURLUSESSL_NONE : CURLUSESSL_ALL
    encrier_curl_set_number(handle, CURLOPT_USE_SSL, Int(wish.rawValue))
    if let file = server.authorities { encrier_curl_set_text(handle, CURLOPT_CAINFO, file) }
    if let user = server.user {
      encrier_curl_set_text(handle, CURLOPT_USERNAME, user)
      encrier_curl_set_text(handle, CURLOPT_PASSWORD, server.password ?? "")
    }
    encrier_curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(sender)>")
    encrier_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
    encrier_curl_set_number(handle, CURLOPT_UPLOAD, 1)
    encrier_curl_set_reader(
      handle,
      { buffer, size, count, context in
        guard let context, let buffer else { return 0 }
        let delivery = Unmanaged<Delivery>.fromOpaque(context).takeUnretainedValue()
        return delivery.give(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
      },
      Unmanaged.passUnretained(self).toOpaque()
    )
    return curl_easy_perform(handle).rawValue
  }

  private func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = rest.prefix(buffer.count)
    buffer.copyBytes(from: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }
}
