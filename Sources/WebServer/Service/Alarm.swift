// SPDX-License-Identifier: Apache-2.0

import CWebSockets

/// Ends the wait of `lws_service` after a second, and again each millisecond until it is set anew.
///
/// libwebsockets 4.1 calls what is due before it starts to wait, and then waits without end: an alarm
/// that rings once would be lost whenever its time comes between two waits.
///
/// Fenced: the timer is memory of its own, because libwebsockets links it into a list; it lives until
/// the end of the alarm, which must outlive the context, and only the service thread sets it.
final class Alarm {
  private struct Timer {
    /// First, so that the callback finds the rest behind it.
    var list = lws_sorted_usec_list_t()
    var context: OpaquePointer
  }

  private let timer: UnsafeMutablePointer<Timer>

  init(context: OpaquePointer) {
    timer = .allocate(capacity: 1)
    timer.initialize(to: Timer(context: context))
  }

  deinit {
    timer.deallocate()
  }

  /// Rings a second from now, whatever was set before.
  func set() {
    Self.schedule(UnsafeMutableRawPointer(timer), microseconds: 1_000_000)
  }

  private static func schedule(_ timer: UnsafeMutableRawPointer, microseconds: Int64) {
    let context = timer.assumingMemoryBound(to: Timer.self).pointee.context
    let list = timer.assumingMemoryBound(to: lws_sorted_usec_list_t.self)
    lws_sul_schedule(context, 0, list, ring, microseconds)
  }

  private static let ring: @convention(c) (UnsafeMutablePointer<lws_sorted_usec_list_t>?) -> Void =
    {
      guard let list = $0 else { return }
      Alarm.schedule(UnsafeMutableRawPointer(list), microseconds: 1000)
    }
}
