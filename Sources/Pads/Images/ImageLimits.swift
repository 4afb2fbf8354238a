// SPDX-License-Identifier: Apache-2.0

/// How much room the images of pads may take.
public struct ImageLimits: Sendable {
  /// The most bytes of images that came through one pad; beyond it ``PadError/padImagesFull``.
  public var maximumBytesPerPad = 200 << 20

  /// The most bytes of all images together; beyond it ``PadError/imagesFull``.
  public var maximumTotalBytes = 5 << 30

  /// What an image counts at least, in bytes, so that tiny ones have a bound too.
  public var minimumBytes = 4_096

  /// Makes the default limits.
  public init() {}
}
