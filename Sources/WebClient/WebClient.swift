// SPDX-License-Identifier: Apache-2.0

import CCurl
import Dispatch
import Foundation

/// Asks other servers: bounded, following no redirection, and never at a private address unless the
/// host was configured.
public struct WebClient: Sendable {
  /// What came of a request.
  public struct Answer: Sendable {
    /// The status.
    public let status: Int
    /// The body.
    public let body: [UInt8]
  }

  private static let maximumAnswerBytes = 1 << 20
  private static let timeoutSeconds = 10
  private static let queue = DispatchQueue(label: "encrier.web-client", attributes: .concurrent)

  /// Hosts whose addresses may be private, in lower case.
  private let configuredHosts: Set<String>

  /// Makes a client.
  ///
  /// - Parameter configuredHosts: Hosts that whoever looks after the server has named, whose addresses
  ///   may be private.
  public init(configuredHosts: [String] = []) {
    self.configuredHosts = Set(configuredHosts.map { $0.lowercased() })
  }

  /// Asks for something.
  ///
  /// - Parameters:
  ///   - url: An http or https address.
  ///   - headers: Header lines.
  ///   - form: What to post as a form; nil to get.
  /// - Returns: The answer, whatever its status.
  /// - Throws: ``WebClientError``.
  public func send(
    _ url: String,
    headers: [String] = [],
    form: [(String, String)]? = nil
  ) async throws(WebClientError) -> Answer {
    try await send(url, headers: headers, body: form.map(Self.encoded))
  }

  /// Posts a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - type: Its media type.
  ///   - url: An http or https address.
  ///   - headers: Further header lines.
  /// - Returns: The answer, whatever its status.
  /// - Throws: ``WebClientError``.
  public func post(
    _ text: String,
    as type: String,
    to url: String,
    headers: [String] = []
  ) async throws(WebClientError) -> Answer {
    // Without the second, long texts would wait for a leave that many servers never give.
    let all = ["Content-Type: \(type)", "Expect:"] + headers
    return try await send(url, headers: all, body: text)
  }

  private func send(
    _ url: String,
    headers: [String],
    body: String?
  ) async throws(WebClientError) -> Answer {
    guard let host = URLComponents(string: url)?.host?.lowercased(), !host.isEmpty else {
      throw .unfitAddress
    }
    let transfer = Transfer(
      url: url,
      headers: headers,
      body: body,
      allowsPrivate: configuredHosts.contains(host),
      maximumBytes: Self.maximumAnswerBytes
    )
    let result: Result<Answer, WebClientError> = await withCheckedContinuation { continuation in
      Self.queue.async {
        continuation.resume(returning: transfer.run(timeoutSeconds: Self.timeoutSeconds))
      }
    }
    return try result.get()
  }

  /// A form as it goes over the wire; what is not plain is escaped byte by byte.
  public static func encoded(_ form: [(String, String)]) -> String {
    form.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
  }

  /// A text for a query or a form.
  ///
  /// - Parameter text: The text.
  /// - Returns: Letters, digits, `-._~` as they are, everything else as `%XX`.
  public static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why another server gave no answer.
public enum WebClientError: Error, Equatable, Sendable {
  /// It is no address that can be asked.
  case unfitAddress
  /// The address is of this machine or a network around it, and was not configured.
  case privateAddress
  /// The answer is longer than is read.
  case tooLong
  /// There was none; libcurl's number says why.
  case failed(code: UInt32)
  /// All of a message was handed over, and whether it was taken was not said.
  case unanswered(code: UInt32)
}

/// One request under way, on one thread.
private final class Transfer: @unchecked Sendable {
  // Made by one thread and then used by one other only, which the queue keeps in order.
  private let url: String
  private let headers: [String]
  private let body: String?
  private let allowsPrivate: Bool
  private let maximumBytes: Int
  private var received: [UInt8] = []
  private var refusal: WebClientError?

  init(
    url: String,
    headers: [String],
    body: String?,
    allowsPrivate: Bool,
    maximumBytes: Int
  ) {
    self.url = url
    self.headers = headers
    self.body = body
    self.allowsPrivate = allowsPrivate
    self.maximumBytes = maximumBytes
  }

  func run(timeoutSeconds: Int) -> Result<WebClient.Answer, WebClientError> {
    guard let handle = curl_easy_init() else { return .failure(.failed(code: 0)) }
    defer { curl_easy_cleanup(handle) }
    var list: UnsafeMutablePointer<curl_slist>?
    for header in headers { list = curl_slist_append(list, header) }
    defer { curl_slist_free_all(list) }
    let context = Unmanaged.passUnretained(self).toOpaque()
    encrier_curl_set_text(handle, CURLOPT_URL, url)
    encrier_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    encrier_curl_set_text(handle, CURLOPT_USERAGENT, "Encrier")
    // Through a proxy the address that is asked could not be seen.
    encrier_curl_set_text(handle, CURLOPT_PROXY, "")
    encrier_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    encrier_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0)
    encrier_curl_set_number(handle, CURLOPT_TIMEOUT, timeoutSeconds)
    encrier_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
    if let body { encrier_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, body) }
    encrier_curl_set_writer(
      handle,
      { bytes, size, count, context in
        guard let context, let bytes else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
      },
      context
    )
    encrier_curl_set_socket_opener(
      handle,
      { context, _, address in
        guard let context, let address else { return CURL_SOCKET_BAD }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.open(address)
      },
      context
    )
    let code = curl_easy_perform(handle)
    if let refusal { return .failure(refusal) }
    guard code == CURLE_OK else { return .failure(.failed(code: code.rawValue)) }
    return .success(WebClient.Answer(status: encrier_curl_status(handle), body: received))
  }

  private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard received.count + bytes.count <= maximumBytes else {
      refusal = .tooLong
      return 0
    }
    received += bytes
    return bytes.count
  }

  /// Opens a socket to the address that the host was found to have, and to no other.
  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    let isAllowed =
      allowsPrivate || withUnsafePointer(to: &address.pointee.addr) { PublicAddress.isPublic($0) }
    guard isAllowed else {
      refusal = .privateAddress
      return CURL_SOCKET_BAD
    }
    return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
  }
}
