// SPDX-License-Identifier: Apache-2.0

import CWebSockets

/// What tells a libwebsockets context which sockets are ready: libev's loop, over `epoll`.
///
/// By itself libwebsockets 4.1 asks with `poll` about every socket each time, which costs 0.1 ms for
/// 250 sockets and grows with them, however few have anything to say.
///
/// Fenced: only the service thread runs it; the loop must outlive the context. The timer is memory of
/// its own, because libev keeps its address.
final class EventLoop {
  private let loop: OpaquePointer
  private let timer: UnsafeMutablePointer<ev_timer>

  init?() {
    guard let loop = ev_loop_new(0) else { return nil }
    self.loop = loop
    timer = .allocate(capacity: 1)
    timer.initialize(to: ev_timer())
    timer.pointee.cb = { _, _, _ in }
    timer.pointee.at = 1
    timer.pointee.repeat = 1
    ev_timer_start(loop, timer)
  }

  deinit {
    ev_loop_destroy(loop)
    timer.deallocate()
  }

  /// Makes a context that uses the loop.
  func createContext(_ info: inout lws_context_creation_info) -> OpaquePointer? {
    var loops: UnsafeMutableRawPointer? = UnsafeMutableRawPointer(loop)
    return withUnsafeMutablePointer(to: &loops) { loops in
      info.foreign_loops = loops
      info.options |= UInt64(LWS_SERVER_OPTION_LIBEV)
      return lws_create_context(&info)
    }
  }

  /// Serves the sockets that are ready; if there is none and `waiting` says so, waits for one, or at
  /// most a second.
  func run(waiting: Bool) {
    ev_run(loop, Int32(waiting ? EVRUN_ONCE : EVRUN_NOWAIT))
  }
}
