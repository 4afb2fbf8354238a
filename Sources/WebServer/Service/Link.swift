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

  /// Writes bytes, of which libwebsockets copies what the socket does not take.
  ///
  /// Called in the writable callback only. The bytes are not kept; raw writes need no `LWS_PRE`
  /// headroom, which only framed ones use.
  ///
  /// - Returns: Whether everything went out at once, or nil when the connection is broken.
  func write(_ bytes: UnsafeMutableRawBufferPointer) -> Bool? {
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    // LWS_WRITE_HTTP is what the macro LWS_WRITE_RAW stands for.
    guard lws_write(wsi, start, bytes.count, LWS_WRITE_HTTP) >= 0 else { return nil }
    return lws_partial_buffered(wsi) == 0
  }

  /// Tells the peer that nothing more will come, and still hears it.
  func finishWriting() {
    shutdown(lws_get_socket_fd(wsi), Int32(SHUT_WR))
  }

  /// Ends the connection; the close callback follows from the service loop.
  func hangUp() {
    lws_set_timeout(wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC)
  }
}
