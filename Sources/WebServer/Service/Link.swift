// SPDX-License-Identifier: Apache-2.0

import CWebSockets
import Glibc

/// One connection's end inside libwebsockets.
///
/// Fenced: the pointer is valid from the adoption of the socket to the close callback, and only the
/// service thread that owns its context may use it. ``Connection`` keeps both rules: it lives on
/// that thread and drops its link in ``Connection/ended()``.
struct Link {
  let wsi: OpaquePointer

  /// Asks for the writable callback.
  func requestWritable() {
    lws_callback_on_writable(wsi)
  }

  /// Takes or leaves bytes the peer sends; what is left makes the peer wait in time.
  func setReading(_ isReading: Bool) {
    lws_rx_flow_control(wsi, isReading ? 1 : 0)
  }

  /// Whether the peer has sent its last byte, and no other waits to be read.
  var peerHasLeft: Bool {
    var byte: UInt8 = 0
    return recv(lws_get_socket_fd(wsi), &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
  }

  /// Writes what the socket takes at once.
  ///
  /// Past libwebsockets, whose own write waits for a writable callback and so for one more round
  /// of the loop; on a raw socket without TLS it has nothing to add. The bytes are not kept.
  ///
  /// - Returns: How many bytes the socket took, or nil when the connection is broken.
  func write(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    while true {
      let count = send(lws_get_socket_fd(wsi), bytes.baseAddress, bytes.count, flags)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return 0
      default: return nil
      }
    }
  }

  /// Tells the peer that nothing more will come, and still hears it.
  func finishWriting() {
    shutdown(lws_get_socket_fd(wsi), Int32(SHUT_WR))
  }

  /// Ends the connection; the close callback follows from the service loop.
  func hangUp() {
    lws_set_timeout(wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC)
    // Over libev, timeouts are looked at behind events of sockets; this makes one.
    lws_cancel_service(lws_get_context(wsi))
  }
}
