// SPDX-License-Identifier: Apache-2.0

/// Reads HTTP/1.1 requests from a stream of bytes, strictly and within bounds.
///
/// Whatever two readers of one stream could understand differently is a fault here: bare line
/// feeds, folded headers, spaces before colons, repeated lengths, transfer codings. A fault ends
/// the connection, so nothing after it is read.
struct RequestParser {
  private enum State {
    case head
    case awaitingAdmission(length: Int)
    case body(remaining: Int)
  }

  private let environment: Connection.Environment
  private let peerAddress: String
  private var state = State.head
  private var buffer: [UInt8] = []
  private var bufferStart = 0
  /// How far ``buffer`` has been searched for the end of the head.
  private var searchedEnd = 0
  private var body: [UInt8] = []

  init(environment: Connection.Environment, peerAddress: String) {
    self.environment = environment
    self.peerAddress = peerAddress
  }

  private var limits: ServerLimits { environment.limits }

  /// Whether a request has begun to arrive.
  var isMidRequest: Bool {
    if case .head = state { bufferStart < buffer.count } else { true }
  }

  /// Whether the last head announced a body that was not read to its end.
  var hasUnreadBody: Bool {
    switch state {
    case .head: false
    case .awaitingAdmission(let length): length > 0
    case .body(let remaining): remaining > 0
    }
  }

  /// The bytes received and not yet understood.
  var bufferedByteCount: Int { buffer.count - bufferStart }

  /// Takes bytes from the connection.
  mutating func append(_ bytes: some Collection<UInt8>) {
    buffer.removeFirst(bufferStart)
    searchedEnd -= bufferStart
    bufferStart = 0
    buffer.append(contentsOf: bytes)
  }

  /// Takes everything that follows the last head, for the protocol the connection switches to.
  mutating func takeRest() -> [UInt8] {
    defer { discard(buffer.count - bufferStart) }
    return Array(buffer[bufferStart...])
  }

  /// The next head, or nil when it is not complete; ``admitBody(maximumBytes:)`` or
  /// ``passOver()`` must follow.
  mutating func nextHead() throws(HTTPFault) -> RequestHead? {
    guard case .head = state else { return nil }
    // One empty line before a request is tolerated, as RFC 9112 section 2.2 asks.
    if buffer[bufferStart...].starts(with: [0x0D, 0x0A]) { discard(2) }
    guard let end = endOfHead() else {
      guard bufferedByteCount <= limits.maximumHeadBytes else {
        throw buffer[bufferStart...].contains(0x0A) ? .headTooLarge : .targetTooLong
      }
      return nil
    }
    guard end - bufferStart <= limits.maximumHeadBytes else { throw .headTooLarge }
    let head = try HeadParser(limits: limits, peerAddress: peerAddress)
      .parse(buffer[bufferStart..<end])
    discard(end + 4 - bufferStart)
    state = .awaitingAdmission(length: head.contentLength)
    return head
  }

  /// Begins to read the body of the head just returned.
  mutating func admitBody(maximumBytes: Int) throws(HTTPFault) {
    guard case .awaitingAdmission(let length) = state else { return }
    guard length <= maximumBytes else { throw .bodyTooLarge }
    body = []
    state = .body(remaining: length)
  }

  /// Goes on to the next head after a request that was not admitted and has no body.
  mutating func passOver() {
    guard !hasUnreadBody else { return }
    state = .head
  }

  /// The whole body, or nil when it is not complete.
  mutating func nextBody() -> [UInt8]? {
    guard case .body(let remaining) = state else { return nil }
    let taken = min(remaining, bufferedByteCount)
    body.append(contentsOf: buffer[bufferStart..<bufferStart + taken])
    discard(taken)
    guard taken == remaining else {
      state = .body(remaining: remaining - taken)
      return nil
    }
    state = .head
    defer { body = [] }
    return body
  }

  private mutating func endOfHead() -> Int? {
    var index = max(searchedEnd, bufferStart)
    while index + 3 < buffer.count {
      if buffer[index] == 0x0D, buffer[index + 1] == 0x0A, buffer[index + 2] == 0x0D,
        buffer[index + 3] == 0x0A
      {
        return index
      }
      index += 1
    }
    searchedEnd = index
    return nil
  }

  private mutating func discard(_ count: Int) {
    bufferStart += count
    if bufferStart == buffer.count {
      buffer.removeAll(keepingCapacity: false)
      bufferStart = 0
    }
    searchedEnd = bufferStart
  }
}
